#!/usr/bin/env bash
# Medusa (@medusajs/medusa) 2.21.2 with PostgreSQL 15.18
# Guess:   a list of orders that is asked for those of an e-mail address or of a custom display id lists these, or says
#          that it cannot.
# Happens: members of the query that the route does not know are left out without a word, these two among them although
#          both are members of an order. The answer is every order, of whom a program takes the first for what it sought.
# Seen:    by id: 0 of 2; by email: 2 of 2; by custom_display_id: 2 of 2
limit=900
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-medusa.sh"
medusa

judge "$(seen "$medusa_port" <<'JS'
import { get, unpaid } from './client.mjs';
await unpaid();
await unpaid();
const all = (await get('/admin/orders')).count;
for (const [name, value] of [['id', 'order_none'], ['email', 'nobody@example.com'], ['custom_display_id', 'none']]) {
  const { count } = await get(`/admin/orders?${name}=${encodeURIComponent(value)}`);
  console.log(`by ${name}: ${count} of ${all}`);
}
JS
)" "by id: 0 of 2; by email: 2 of 2; by custom_display_id: 2 of 2" "a filter that /admin/orders does not know lists every order"
