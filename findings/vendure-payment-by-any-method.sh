#!/usr/bin/env bash
# Vendure (@vendure/core) 3.7.3
# Guess:   addManualPaymentToOrder takes the code of a payment method of the shop, and refuses what is none.
# Happens: any text will do, in a shop without any payment method, and the order is settled: a misspelt code is noticed in
#          the books.
# Seen:    payment methods: 0; state PaymentSettled by cahs
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-vendure.sh"
vendure

judge "$(seen "$vendure_port" <<'JS'
import { ask, order, pay, unpaid } from './client.mjs';
const id = await unpaid();
await pay(id, 'cahs');
console.log(`payment methods: ${(await ask('{ paymentMethods { totalItems } }')).totalItems}`);
const { state, payments } = await order(id);
console.log(`state ${state} by ${payments[0]?.method}`);
JS
)" "payment methods: 0; state PaymentSettled by cahs" "a manual payment by a method that does not exist settles the order"
