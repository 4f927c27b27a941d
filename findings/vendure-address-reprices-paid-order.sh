#!/usr/bin/env bash
# Vendure (@vendure/core) 3.7.3
# Guess:   where an order is delivered to does not change what was paid for it.
# Happens: setting the address of a settled order, as for a mover, prices it anew with the promotions of now. Nothing in
#          the answer or in the order's state tells of it.
# Seen:    PaymentSettled, total 1000, paid 1000; PaymentSettled, total 900, paid 1000
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-vendure.sh"
vendure

judge "$(seen "$vendure_port" <<'JS'
import { order, paid, setAddress, startSale } from './client.mjs';
const id = await paid();
await startSale();
const say = ({ state, totalWithTax, payments }) => console.log(`${state}, total ${totalWithTax}, paid ${payments[0].amount}`);
say(await order(id));
await setAddress(id);
say(await order(id));
JS
)" "PaymentSettled, total 1000, paid 1000; PaymentSettled, total 900, paid 1000" \
  "a new address makes a paid order cheaper once a promotion has begun"
