# shellcheck shell=bash
# What the scripts on Medusa share: a shop with one product, and a client of its admin API. Sourced after lib.sh, and after
# limit=900: to install it takes minutes.

# medusa : a Medusa 2.21.2 on a Postgres of its own, with everything at its default but the admin pages, which are off. It
# has one region, America, in USD and without taxes, and one product, Coffee, at 10.00 USD. Its port is $medusa_port.
medusa() {
  packages @medusajs/medusa@2.21.2 @medusajs/cli@2.21.2 @medusajs/framework@2.21.2
  postgres
  cat >"$work/shop/medusa-config.js" <<'JS'
const { defineConfig } = require('@medusajs/framework/utils');
module.exports = defineConfig({
  admin: { disable: true },
  projectConfig: {
    databaseUrl: process.env.DATABASE_URL,
    databaseDriverOptions: { connection: { ssl: false } },
    http: { storeCors: '*', adminCors: '*', authCors: '*', jwtSecret: 'local', cookieSecret: 'local' },
  },
});
JS
  mkdir -p "$work/shop/config/medusa"
  echo '{"telemetry":{"enabled":false}}' >"$work/shop/config/medusa/config.json"
  cat >"$work/shop/client.mjs" <<'JS'
let authorization;

/** Calls the API; gives the answer's members and its `status`. */
export async function call(method, path, body, headers = {}) {
  const answer = await fetch(`http://127.0.0.1:${process.argv[2]}${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...(authorization && { authorization }), ...headers },
    body: body && JSON.stringify(body),
  });
  return { ...(await answer.json()), status: answer.status };
}
export const get = (path, headers) => call('GET', path, undefined, headers);
export const post = (path, body = {}, headers) => call('POST', path, body, headers);

const { token } = await post('/auth/user/emailpass', { email: 'admin@example.com', password: 'admin' });
authorization = `Bearer ${token}`;
export const channel = (await get('/admin/sales-channels')).sales_channels[0].id;
export const makeRegion = async (name, country, automatic_taxes = false) =>
  (await post('/admin/regions', { name, currency_code: 'usd', countries: [country], automatic_taxes })).region.id;
export const region = await makeRegion('America', 'us');
const { product } = await post('/admin/products', {
  title: 'Coffee',
  status: 'published',
  shipping_profile_id: (await get('/admin/shipping-profiles')).shipping_profiles[0].id,
  sales_channels: [{ id: channel }],
  options: [{ title: 'Size', values: ['Small'] }],
  variants: [
    {
      title: 'Small',
      sku: 'COFFEE',
      manage_inventory: false,
      options: { Size: 'Small' },
      prices: [{ currency_code: 'usd', amount: 10 }],
    },
  ],
});
export const variant = product.variants[0].id;
export const address = (more = {}) => ({
  first_name: 'Ada', address_1: '1 Road', city: 'Town', postal_code: '1', country_code: 'us', ...more,
});

/** A draft of one coffee at 10.00 USD. */
export const draft = async (more = {}, item = {}) =>
  (
    await post('/admin/draft-orders', {
      email: 'ada@example.com',
      region_id: region,
      sales_channel_id: channel,
      currency_code: 'usd',
      items: [{ variant_id: variant, quantity: 1, unit_price: 10, ...item }],
      shipping_address: address(),
      ...more,
    })
  ).draft_order;

/** The same as an order, of which only the payment is missing. */
export const unpaid = async (more, item) =>
  (await post(`/admin/draft-orders/${(await draft(more, item)).id}/convert-to-order`)).order;

export const order = async id =>
  (await get(`/admin/orders/${id}?fields=status,total,payment_status,*payment_collections,*summary`)).order;

/** Makes what an order is to be paid by; gives a function that marks it as paid. */
export async function collect({ id }, amount) {
  const { payment_collection } = await post('/admin/payment-collections', { order_id: id, amount });
  return () => post(`/admin/payment-collections/${payment_collection.id}/mark-as-paid`, { order_id: id });
}
JS
  local step
  for step in db:migrate "user -e admin@example.com -p admin"; do
    # shellcheck disable=SC2086 # a command and its arguments
    medusa_cli $step >"$work/medusa.log" 2>&1 || fails_to_start medusa
  done
  medusa_port=$(free_port)
  medusa_cli start -p "$medusa_port" -H 127.0.0.1 >"$work/medusa.log" 2>&1 &
  servers+=($!)
  until_true 120 grep -q 'Server is ready' "$work/medusa.log" || fails_to_start medusa
}

# medusa_cli ARGUMENT... : Medusa's own program, in the shop's folder.
medusa_cli() (
  cd "$work/shop"
  export DATABASE_URL="postgres://postgres@127.0.0.1:$postgres_port/postgres" NODE_ENV=development
  export XDG_CONFIG_HOME="$work/shop/config" MEDUSA_DISABLE_TELEMETRY=true
  exec node node_modules/@medusajs/cli/cli.js "$@"
)
