#!/usr/bin/env bash
# Vendure (@vendure/core) 3.7.3; reported as vendurehq/vendure#5356
# Guess:   modifyOrder with the option freezePromotions leaves the order's promotions as they were when it was placed.
# Happens: the option is in the schema and nothing reads it: the promotions of now are applied.
# Seen:    placed at 1000; modified with its promotions frozen: 900
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-vendure.sh"
vendure

judge "$(seen "$vendure_port" <<'JS'
import { ask, order, paid, startSale, transition } from './client.mjs';
const id = await paid();
console.log(`placed at ${(await order(id)).totalWithTax}`);
await startSale();
await transition(id, 'Modifying');
const { totalWithTax } = await ask(
  `mutation($id: ID!) { modifyOrder(input: {
    orderId: $id, dryRun: true, updateShippingAddress: { streetLine1: "2 Road" }, options: { freezePromotions: true }
  }) { ... on Order { totalWithTax } } }`,
  { id },
);
console.log(`modified with its promotions frozen: ${totalWithTax}`);
JS
)" "placed at 1000; modified with its promotions frozen: 900" \
  "modifyOrder applies a promotion that began after the order although freezePromotions is set"
