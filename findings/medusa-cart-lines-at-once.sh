#!/usr/bin/env bash
# Medusa (@medusajs/medusa) 2.21.2 with PostgreSQL 15.18
# Guess:   the lines of a cart can be deleted all at once; where one call has to wait for another, it waits.
# Happens: a call waits two seconds for the cart's lock and is then answered 500, as for a fault of the server, its line
#          still there. One after the other all of them go.
# Seen:    12 at once: 5 × 200, 7 × 500, 7 left; one after the other: 7 × 200, 0 left
limit=900
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-medusa.sh"
medusa

judge "$(seen "$medusa_port" <<'JS'
import { call, channel, get, post, region, variant } from './client.mjs';
const key = (await post('/admin/api-keys', { title: 'shop', type: 'publishable' })).api_key;
await post(`/admin/api-keys/${key.id}/sales-channels`, { add: [channel] });
const shopper = { 'x-publishable-api-key': key.token, authorization: '' };
const { cart } = await post('/store/carts', { region_id: region }, shopper);
for (let line = 0; line < 12; line++) {
  await post(`/store/carts/${cart.id}/line-items`, { variant_id: variant, quantity: 1, metadata: { line } }, shopper);
}

const items = async () => (await get(`/store/carts/${cart.id}`, shopper)).cart.items;
const remove = ({ id }) => call('DELETE', `/store/carts/${cart.id}/line-items/${id}`, undefined, shopper);
const count = (answers, status) => answers.filter(answer => answer.status === status).length;
const atOnce = await Promise.all((await items()).map(remove));
const left = await items();
console.error(`12 at once: ${count(atOnce, 200)} × 200, ${count(atOnce, 500)} × 500, ${left.length} left`);
const inTurn = [];
for (const item of left) {
  inTurn.push(await remove(item));
}

const refused = count(atOnce, 500);
console.log(refused > 0 && refused === left.length ? 'at once some are 500 and left' : `${refused} of 12 are 500`);
console.log(count(inTurn, 200) === left.length && (await items()).length === 0 ? 'in turn all go' : 'in turn not all go');
JS
)" "at once some are 500 and left; in turn all go" "lines of a cart that are deleted at once are answered 500, and stay"
