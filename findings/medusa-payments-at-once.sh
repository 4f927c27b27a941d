#!/usr/bin/env bash
# Medusa (@medusajs/medusa) 2.21.2 with PostgreSQL 15.18
# Guess:   a payment collection is marked as paid once: of several calls at once one succeeds, and the others are refused,
#          as a later one is.
# Happens: each call answers 200, and each captures the amount: the collection says that more was captured than it is for.
# Seen:    4 at once: 4 × 200; captured 40 of 10; a later one: 400
limit=900
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-medusa.sh"
medusa

judge "$(seen "$medusa_port" <<'JS'
import { collect, order, unpaid } from './client.mjs';
for (let attempt = 1; attempt <= 10; attempt++) {
  const made = await unpaid();
  const pay = await collect(made, 10);
  const answers = await Promise.all([pay(), pay(), pay(), pay()]);
  const later = await pay();
  const [{ amount, captured_amount }] = (await order(made.id)).payment_collections;
  const count = answers.filter(({ status }) => status === 200).length;
  console.error(`4 at once: ${count} × 200; captured ${captured_amount} of ${amount}; a later one: ${later.status}`);
  if (captured_amount > amount) {
    console.log(`more was captured than the order costs; a later one: ${later.status}`);
    break;
  }
}
JS
)" "more was captured than the order costs; a later one: 400" "marking one collection as paid several times at once captures it several times"
