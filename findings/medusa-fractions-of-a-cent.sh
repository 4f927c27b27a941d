#!/usr/bin/env bash
# Medusa (@medusajs/medusa) 2.21.2 with PostgreSQL 15.18
# Guess:   an order's total is an amount that can be paid, in cents; the summary's total is the order's.
# Happens: taxes are not rounded, neither by line nor in the sum: 26.801775 USD. A payment of 26.80 settles it, nothing
#          pending. The summary's current_order_total is a third figure, the one without the tax.
# Seen:    total 26.801775; paid 26.8: captured, pending 0; summary's total 24.99
limit=900
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-medusa.sh"
medusa

judge "$(seen "$medusa_port" <<'JS'
import { address, collect, makeRegion, order, post, unpaid } from './client.mjs';
const region_id = await makeRegion('Europe', 'de', true);
await post('/admin/tax-regions', {
  country_code: 'de', provider_id: 'tp_system', default_tax_rate: { rate: 7.25, name: 'Tax', code: 'tax' },
});
const made = await unpaid(
  { region_id, shipping_address: address({ country_code: 'de' }) },
  { quantity: 3, unit_price: 8.33 },
);
console.log(`total ${made.total}`);
await (await collect(made, 26.8))();
const { payment_status, summary } = await order(made.id);
console.log(`paid 26.8: ${payment_status}, pending ${summary.pending_difference}`);
console.log(`summary's total ${summary.current_order_total}`);
JS
)" "total 26.801775; paid 26.8: captured, pending 0; summary's total 24.99" \
  "an order costs 26.801775 USD, is paid with 26.80, and its summary says 24.99"
