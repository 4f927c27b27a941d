#!/usr/bin/env bash
# Vendure (@vendure/core) 3.7.3
# Guess:   the currency of an order is that in which it was placed and paid.
# Happens: each call that touches an order gives it the currency of the call, which is the channel's where the call names
#          none, and prices it anew: of 833 JPY that were paid it makes an order of 1000 USD.
# Seen:    PaymentSettled, 833 JPY, paid 833; PaymentSettled, 1000 USD, paid 833
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-vendure.sh"
vendure

judge "$(seen "$vendure_port" <<'JS'
import { ask, coffee, order, paid, setAddress } from './client.mjs';
const { id: channel } = await ask('{ activeChannel { id } }');
await ask(
  'mutation($id: ID!) { updateChannel(input: { id: $id, availableCurrencyCodes: [USD, JPY] }) { __typename } }',
  { id: channel },
);
await ask(
  `mutation($of: ID!) { updateProductVariants(input: [{ id: $of, prices: [
    { currencyCode: USD, price: 1000 }, { currencyCode: JPY, price: 833 }] }]) { id } }`,
  { of: await coffee() },
);
const id = await paid({ currency: 'JPY' });
const say = order =>
  console.log(`${order.state}, ${order.totalWithTax} ${order.currencyCode}, paid ${order.payments[0].amount}`);
say(await order(id, { currency: 'JPY' }));
await setAddress(id);
say(await order(id, { currency: 'JPY' }));
JS
)" "PaymentSettled, 833 JPY, paid 833; PaymentSettled, 1000 USD, paid 833" \
  "a call without currencyCode turns a paid order of 833 JPY into one of 1000 USD"
