#!/usr/bin/env bash
# Vendure (@vendure/core) 3.7.3
# Guess:   amounts are integers in a currency's smallest unit, as payment providers have them: 833 is 833 yen.
# Happens: they are in hundredths of every currency, of which yen has none: in a shop that sells in yen a product of 833
#          in the imported file is stored as 83300. The precision is one for the whole server, so a dinar's third decimal
#          has no place beside dollars.
# Seen:    precision 2; imported at 833 JPY: price 83300 JPY
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-vendure.sh"
vendure

judge "$(seen "$vendure_port" <<'JS'
import { readFile } from 'node:fs/promises';
import { ask, upload } from './client.mjs';
const { serverConfig } = await ask('{ globalSettings { serverConfig { moneyStrategyPrecision } } }');
console.log(`precision ${serverConfig.moneyStrategyPrecision}`);
const { id } = await ask('{ activeChannel { id } }');
await ask(
  `mutation($id: ID!) { updateChannel(input: {
    id: $id, availableCurrencyCodes: [USD, JPY], defaultCurrencyCode: JPY
  }) { __typename } }`,
  { id },
);
const file = (await readFile('products.csv', 'utf8')).replaceAll('offee', 'ea').replace('COFFEE,10.00', 'TEA,833');
await upload('mutation($csvFile: Upload!) { importProducts(csvFile: $csvFile) { imported errors } }', 'csvFile', file);
const { items: [tea] } = await ask(
  '{ productVariants(options: { filter: { sku: { eq: "TEA" } } }) { items { prices { price currencyCode } } } }',
);
console.log(`imported at 833 JPY: price ${tea.prices.map(({ price, currencyCode }) => `${price} ${currencyCode}`)}`);
JS
)" "precision 2; imported at 833 JPY: price 83300 JPY" "833 yen are 83300"
