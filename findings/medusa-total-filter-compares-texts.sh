#!/usr/bin/env bash
# Medusa (@medusajs/medusa) 2.21.2 with PostgreSQL 15.18
# Guess:   orders whose total is at least 20 are found by total[$gte]=20.
# Happens: the amounts are compared as texts, of which 7 comes after 20, and 100 before it.
# Seen:    of 7, 15 and 100 at least 20: 7; below 20: 15, 100
limit=900
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-medusa.sh"
medusa

judge "$(seen "$medusa_port" <<'JS'
import { get, unpaid } from './client.mjs';
for (const unit_price of [7, 15, 100]) {
  await unpaid({}, { unit_price });
}

const find = async filter => (await get(`/admin/orders?fields=total&${filter}`)).orders.map(({ total }) => total);
const say = totals => totals.sort((one, other) => one - other).join(', ');
console.log(`of 7, 15 and 100 at least 20: ${say(await find('total[$gte]=20'))}`);
console.log(`below 20: ${say(await find('total[$lt]=20'))}`);
JS
)" "of 7, 15 and 100 at least 20: 7; below 20: 15, 100" "a filter by an order's total compares texts"
