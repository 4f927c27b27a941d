#!/usr/bin/env bash
# Vendure (@vendure/core) 3.7.3
# Guess:   the customer that is given to a draft is that draft's.
# Happens: a guest is known by the e-mail address alone; the names given with one order take the place of those on all
#          orders of that address, the paid ones too.
# Seen:    the paid order is Ada's; it is Grace's
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-vendure.sh"
vendure

judge "$(seen "$vendure_port" <<'JS'
import { draft, order, paid, setCustomer } from './client.mjs';
const id = await paid();
console.log(`the paid order is ${(await order(id)).customer.firstName}'s`);
await setCustomer(await draft(), 'Grace');
console.log(`it is ${(await order(id)).customer.firstName}'s`);
JS
)" "the paid order is Ada's; it is Grace's" \
  "a guest's name on a draft renames the customer of earlier, paid orders of the same address"
