#!/usr/bin/env bash
# Medusa (@medusajs/medusa) 2.21.2 with PostgreSQL 15.18
# Guess:   a draft whose lines carry a unit_price of their own costs that: promotions of the shop are for its own prices.
# Happens: an automatic promotion is taken off the given price too, of drafts that another system imports as well.
# Seen:    1 × 10.00, no promotion: 10; with an automatic one of 10 %: 9
limit=900
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-medusa.sh"
medusa

judge "$(seen "$medusa_port" <<'JS'
import { order, post, unpaid } from './client.mjs';
console.log(`1 × 10.00, no promotion: ${(await unpaid()).total}`);
await post('/admin/promotions', {
  code: 'SALE',
  type: 'standard',
  status: 'active',
  is_automatic: true,
  application_method: { type: 'percentage', target_type: 'items', allocation: 'across', value: 10, currency_code: 'usd' },
});
console.log(`with an automatic one of 10 %: ${(await unpaid()).total}`);
JS
)" "1 × 10.00, no promotion: 10; with an automatic one of 10 %: 9" "an automatic promotion lowers a draft's given unit_price"
