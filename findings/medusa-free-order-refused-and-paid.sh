#!/usr/bin/env bash
# Medusa (@medusajs/medusa) 2.21.2 with PostgreSQL 15.18
# Guess:   a call that is answered 400 has changed nothing.
# Happens: of an order that costs nothing the payment collection is refused with 400 as it is marked as paid, and is
#          completed by that very call: the order is captured from then on.
# Seen:    not_paid; 400 Capture amount must be greater than 0.; captured, completed
limit=900
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-medusa.sh"
medusa

judge "$(seen "$medusa_port" <<'JS'
import { collect, order, unpaid } from './client.mjs';
const made = await unpaid({}, { unit_price: 0 });
console.log((await order(made.id)).payment_status);
const { status, message } = await (await collect(made, 0))();
console.log(`${status} ${message}`);
const { payment_status, payment_collections: [collection] } = await order(made.id);
console.log(`${payment_status}, ${collection.status}`);
JS
)" "not_paid; 400 Capture amount must be greater than 0.; captured, completed" \
  "a free order's payment is refused with 400 and is captured by the same call"
