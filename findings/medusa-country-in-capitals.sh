#!/usr/bin/env bash
# Medusa (@medusajs/medusa) 2.21.2 with PostgreSQL 15.18
# Guess:   US and us are one country, as they are where the order is made.
# Happens: an order is made with either spelling and keeps it; a change of its address in the other one is refused as a
#          change of country, whatever else it says.
# Seen:    made in US: US; us for us: 200; US for us: 400 Country code cannot be changed
limit=900
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-medusa.sh"
medusa

judge "$(seen "$medusa_port" <<'JS'
import { address, post, unpaid } from './client.mjs';
const { id } = await unpaid();
const move = country_code =>
  post(`/admin/orders/${id}`, { shipping_address: address({ address_1: '2 Road', country_code }) });
const other = await unpaid({ shipping_address: address({ country_code: 'US' }) });
console.log(`made in US: ${other.shipping_address?.country_code}`);
console.log(`us for us: ${(await move('us')).status}`);
const { status, message } = await move('US');
console.log(`US for us: ${status} ${message}`);
JS
)" "made in US: US; us for us: 200; US for us: 400 Country code cannot be changed" \
  "an address in the same country is refused when its code is spelt in capitals"
