#!/usr/bin/env bash
# Vendure (@vendure/core) 3.7.3
# Guess:   refundOrder takes a payment and an amount; lines, shipping and adjustment are optional and marked deprecated.
# Happens: without the three the database refuses the refund; with them, set to nothing, the amount is refunded.
# Seen:    amount alone: NOT NULL constraint failed: refund.shipping; with the deprecated members: 100
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-vendure.sh"
vendure

judge "$(seen "$vendure_port" <<'JS'
import { ask, order, paid } from './client.mjs';
const { payments: [{ id }] } = await order(await paid());
const refund = more =>
  ask(
    `mutation($id: ID!) { refundOrder(input: { paymentId: $id, amount: 100, reason: "late" ${more} }) {
      ... on Refund { total } ... on ErrorResult { errorCode }
    } }`,
    { id },
  );
console.log(`amount alone: ${await refund('')}`);
console.log(`with the deprecated members: ${(await refund(', lines: [], shipping: 0, adjustment: 0')).total}`);
JS
)" "amount alone: NOT NULL constraint failed: refund.shipping; with the deprecated members: 100" \
  "refundOrder by amount alone is a database error until the deprecated members are given"
