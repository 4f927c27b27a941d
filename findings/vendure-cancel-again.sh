#!/usr/bin/env bash
# Vendure (@vendure/core) 3.7.3
# Guess:   cancelling an order that is cancelled does nothing, or says that it is; its total stays what it was, or what
#          was given back is in its payments.
# Happens: the second cancellation is refused for want of order lines. The first made the total 0, while the payment
#          stays settled, in full: that money is owed is said nowhere.
# Seen:    Cancelled, total 0, payment of 1000 Settled; again: EMPTY_ORDER_LINE_SELECTION_ERROR
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-vendure.sh"
vendure

judge "$(seen "$vendure_port" <<'JS'
import { ask, order, paid } from './client.mjs';
const id = await paid();
const cancel = () =>
  ask(
    `mutation($id: ID!) { cancelOrder(input: { orderId: $id, cancelShipping: true, reason: "regretted" }) {
      ... on ErrorResult { errorCode }
    } }`,
    { id },
  );
await cancel();
const { state, totalWithTax, payments: [payment] } = await order(id);
console.log(`${state}, total ${totalWithTax}, payment of ${payment.amount} ${payment.state}`);
console.log(`again: ${(await cancel()).errorCode}`);
JS
)" "Cancelled, total 0, payment of 1000 Settled; again: EMPTY_ORDER_LINE_SELECTION_ERROR" \
  "a cancelled order's total is 0 beside its settled payment, and cancelling it again is an error about order lines"
