# shellcheck shell=bash
# What the scripts on Vendure share: a shop with one product, and a client of its admin API. Sourced after lib.sh.

# vendure [DATABASE_URL] : a Vendure 3.7.3 in memory or on Postgres, with everything at its default but the price of
# shipping and the tax, which are nothing. Of its one product, Coffee, 3 are there at 10.00 USD. Its port is $vendure_port.
vendure() {
  packages @vendure/core@3.7.3 sql.js@1.14.1 pg@8.16.0
  cat >"$work/shop/products.csv" <<'CSV'
name,slug,description,assets,facets,optionGroups,optionValues,sku,price,taxCategory,stockOnHand,trackInventory,variantAssets,variantFacets
Coffee,coffee,Coffee,,,,,COFFEE,10.00,none,3,true,,
CSV
  cat >"$work/shop/serve.cjs" <<'JS'
const core = require('@vendure/core');
const { populate } = require('@vendure/core/cli');

const [port, database] = process.argv.slice(2);
const config = {
  apiOptions: { hostname: '127.0.0.1', port: Number(port), adminApiPath: 'admin-api', shopApiPath: 'shop-api' },
  authOptions: {
    tokenMethod: ['bearer', 'api-key'],
    superadminCredentials: { identifier: 'admin', password: 'admin' },
  },
  dbConnectionOptions: { ...(database ? { type: 'postgres', url: database } : { type: 'sqljs' }), synchronize: true },
  paymentOptions: { paymentMethodHandlers: [] },
};
const shop = {
  defaultLanguage: core.LanguageCode.en,
  defaultZone: 'America',
  countries: [{ name: 'United States of America', code: 'US', zone: 'America' }],
  taxRates: [{ name: 'None', percentage: 0 }],
  shippingMethods: [{ name: 'Post', price: 0 }],
  paymentMethods: [],
  collections: [],
};
core.bootstrap(config)
  .then(app => populate(async () => app, shop, 'products.csv'))
  .then(() => console.log('READY'))
  .catch(error => { console.error(error); process.exit(1); });
JS
  cat >"$work/shop/client.mjs" <<'JS'
const url = `http://127.0.0.1:${process.argv[2]}/admin-api`;
let token;

/** What the admin API answers; of what it refuses, the message. */
export async function ask(query, variables = {}, { currency = '', headers } = {}) {
  const answer = await fetch(url + (currency && `?currencyCode=${currency}`), {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(headers ?? (token && { authorization: `Bearer ${token}` })) },
    body: JSON.stringify({ query, variables }),
  });
  token ??= answer.headers.get('vendure-auth-token') ?? undefined;
  const body = await answer.json();
  return body.errors ? body.errors[0].message : Object.values(body.data)[0];
}

/** The same with a file as one of its variables. */
export async function upload(query, variable, text) {
  const form = new FormData();
  form.set('operations', JSON.stringify({ query, variables: { [variable]: null } }));
  form.set('map', JSON.stringify({ 0: [`variables.${variable}`] }));
  form.set('0', new File([text], 'file.csv', { type: 'text/csv' }));
  const headers = { authorization: `Bearer ${token}`, 'apollo-require-preflight': 'true' };
  const answer = await fetch(url, { method: 'POST', headers, body: form });
  return answer.json();
}

const error = '... on ErrorResult { errorCode message }';
export const address = { fullName: 'Ada', streetLine1: '1 Road', city: 'Town', postalCode: '1', countryCode: 'US' };
export const signIn = () => ask('mutation { login(username: "admin", password: "admin") { __typename } }');
export const coffee = async () => (await ask('{ productVariants { items { id } } }')).items[0].id;
export const order = (id, how) =>
  ask(
    `query($id: ID!) { order(id: $id) {
      state currencyCode totalWithTax lines { quantity } customer { firstName } payments { id state amount method }
    } }`,
    { id },
    how,
  );
export const draft = async how => (await ask('mutation { createDraftOrder { id } }', {}, how)).id;
export const add = async (id, quantity, how) =>
  ask(
    `mutation($id: ID!, $of: ID!, $quantity: Int!) {
      addItemToDraftOrder(orderId: $id, input: { productVariantId: $of, quantity: $quantity }) { __typename ${error} }
    }`,
    { id, of: await coffee(), quantity },
    how,
  );
export const setCustomer = (id, firstName) =>
  ask(
    `mutation($id: ID!, $firstName: String!) { setCustomerForDraftOrder(
      orderId: $id, input: { emailAddress: "ada@example.com", firstName: $firstName, lastName: "Tester" }
    ) { __typename } }`,
    { id, firstName },
  );
export const setAddress = (id, how) =>
  ask(
    'mutation($id: ID!, $address: CreateAddressInput!) { setDraftOrderShippingAddress(orderId: $id, input: $address) { id } }',
    { id, address },
    how,
  );
export const transition = (id, state, how) =>
  ask(
    `mutation($id: ID!, $state: String!) { transitionOrderToState(id: $id, state: $state) { __typename ${error} } }`,
    { id, state },
    how,
  );
export const pay = (id, method, how) =>
  ask(
    `mutation($id: ID!, $method: String!) { addManualPaymentToOrder(
      input: { orderId: $id, method: $method, transactionId: "1", metadata: {} }
    ) { __typename ${error} } }`,
    { id, method },
    how,
  );

/** A draft with one coffee, a customer, an address and a shipping method, of which only the payment is missing. */
export async function unpaid(how) {
  const id = await draft(how);
  await add(id, 1, how);
  await setCustomer(id, 'Ada');
  await setAddress(id, how);
  const [method] = await ask(
    'query($id: ID!) { eligibleShippingMethodsForDraftOrder(orderId: $id) { id } }',
    { id },
    how,
  );
  await ask(
    'mutation($id: ID!, $of: ID!) { setDraftOrderShippingMethod(orderId: $id, shippingMethodId: $of) { __typename } }',
    { id, of: method.id },
    how,
  );
  await transition(id, 'ArrangingPayment', how);
  return id;
}

/** An order of one coffee that is paid. */
export async function paid(how) {
  const id = await unpaid(how);
  await pay(id, 'cash', how);
  return id;
}

/** The headers of a program with an API key that may do everything. */
export async function keyHeaders() {
  const { apiKey } = await ask(`mutation { createApiKey(input: {
    roleIds: ["1"], translations: [{ languageCode: en, name: "sync" }]
  }) { apiKey } }`);
  return { 'vendure-api-key': apiKey };
}

/** Starts a sale in which every order is 10 % cheaper. */
export const startSale = () =>
  ask(`mutation { createPromotion(input: {
    enabled: true, translations: [{ languageCode: en, name: "Sale" }],
    conditions: [{ code: "minimum_order_amount", arguments: [
      { name: "amount", value: "0" }, { name: "taxInclusive", value: "false" }] }],
    actions: [{ code: "order_percentage_discount", arguments: [{ name: "discount", value: "10" }] }]
  }) { __typename } }`);

await signIn();
JS
  vendure_port=$(free_port)
  (cd "$work/shop" && VENDURE_DISABLE_TELEMETRY=true exec node serve.cjs "$vendure_port" "$@") >"$work/vendure.log" 2>&1 &
  servers+=($!)
  until_true 90 grep -q READY "$work/vendure.log" || fails_to_start vendure
}
