// What a shop needs to take RechargeSync's orders: made where it is missing, and printed as one line of JSON, or written
// into a file that others cannot read. Each run makes a new secret key, since Medusa shows one only once.
import { writeFileSync } from 'node:fs';

const base = process.argv[2] ?? 'http://127.0.0.1:9100';
const currencies = { usd: 'us', eur: 'de', jpy: 'jp', kwd: 'kw' };

async function call(method, path, body, headers = auth) {
  const answer = await fetch(base + path, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    body: body && JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return JSON.parse(text);
}

const list = async (path, name) => (await call('GET', `/admin/${path}${path.includes('?') ? '&' : '?'}limit=100`))[name];

let auth = {};
const login = await call('POST', '/auth/user/emailpass', { email: 'admin@example.com', password: 'supersecret' });
auth = { authorization: `Bearer ${login.token}` };

const secret = (await call('POST', '/admin/api-keys', { title: 'RechargeSync', type: 'secret' })).api_key.token;
const channel = (await list('sales-channels', 'sales_channels'))[0].id;
const profile = (await list('shipping-profiles', 'shipping_profiles'))[0].id;

async function publishableKey() {
  const known = (await list('api-keys?type=publishable', 'api_keys')).find(key => key.title === 'Shop');
  if (known) return known.token;
  const { api_key: made } = await call('POST', '/admin/api-keys', { title: 'Shop', type: 'publishable' });
  await call('POST', `/admin/api-keys/${made.id}/sales-channels`, { add: [channel] });
  return made.token;
}

async function regions() {
  const known = await list('regions', 'regions');
  const ids = {};
  for (const [currency, country] of Object.entries(currencies))
    ids[currency] = (known.find(region => region.name === currency)
      ?? (await call('POST', '/admin/regions', {
        name: currency, currency_code: currency, countries: [country],
        // The taxes are Recharge's: Medusa adds none of its own.
        automatic_taxes: false,
      })).region).id;
  return ids;
}

async function stockLocation() {
  const known = (await list('stock-locations', 'stock_locations'))[0];
  if (known) return known.id;
  const { stock_location: made } = await call('POST', '/admin/stock-locations', { name: 'Warehouse' });
  await call('POST', `/admin/stock-locations/${made.id}/sales-channels`, { add: [channel] });
  await call('POST', `/admin/stock-locations/${made.id}/fulfillment-providers`, { add: ['manual_manual'] });
  return made.id;
}

async function shippingOption(location) {
  const known = (await list('shipping-options', 'shipping_options'))[0];
  if (known) return known.id;
  const path = `/admin/stock-locations/${location}/fulfillment-sets?fields=*fulfillment_sets`;
  const [set] = (await call('POST', path, { name: 'Parcels', type: 'shipping' })).stock_location.fulfillment_sets;
  const geo_zones = Object.values(currencies).map(country_code => ({ type: 'country', country_code }));
  const zones = (await call('POST', `/admin/fulfillment-sets/${set.id}/service-zones`, { name: 'World', geo_zones }))
    .fulfillment_set.service_zones;
  return (await call('POST', '/admin/shipping-options', {
    name: 'Parcel', service_zone_id: zones[0].id, shipping_profile_id: profile, provider_id: 'manual_manual',
    price_type: 'flat', prices: Object.keys(currencies).map(currency_code => ({ currency_code, amount: 5 })),
    type: { label: 'Parcel', description: 'Parcel', code: 'parcel' },
  })).shipping_option.id;
}

async function product(title, handle, skus, more, location) {
  const known = (await list(`products?handle=${handle}&fields=*variants`, 'products'))[0];
  const prices = Object.keys(currencies).map(currency_code => ({ currency_code, amount: 24.3 }));
  const made = known ?? (await call('POST', '/admin/products', {
    title, handle, status: 'published', shipping_profile_id: profile, sales_channels: [{ id: channel }],
    options: [{ title: 'Size', values: Object.values(skus) }],
    variants: Object.entries(skus).map(([sku, size]) => (
      { title: size, sku, manage_inventory: !!location, options: { Size: size }, prices })),
    ...more,
  })).product;
  if (!known && location)
    for (const { id } of await list(`inventory-items?sku=${Object.keys(skus)[0]}`, 'inventory_items'))
      await call('POST', `/admin/inventory-items/${id}/location-levels`, { location_id: location, stocked_quantity: 3 });
  return made.variants.map(variant => [variant.sku, variant.id]);
}

const location = await stockLocation();
const made = JSON.stringify({
  secret,
  publishable: await publishableKey(),
  channel,
  location,
  shippingOption: await shippingOption(location),
  regions: await regions(),
  variants: Object.fromEntries([
    ...await product('House Blend Coffee', 'house-blend', { 'COF-100-S': 'Small', 'COF-100-L': 'Large' }, {}),
    ...await product('Morning Espresso', 'morning-espresso', { 'COF-110-S': 'Small' }, {}),
    ...await product('Garden Green Tea', 'garden-green-tea', { 'TEA-200-M': 'Medium' }, {}),
    ...await product('Dark Chocolate', 'dark-chocolate', { 'CHO-300-B': 'Bar' }, {}),
    ...await product('Rare Coffee', 'rare', { 'COF-200': 'One' }, {}, location),
    ...await product('Draft Coffee', 'draft', { 'COF-300': 'One' }, { status: 'draft' }),
  ]),
});
const file = process.argv[3];
if (file) writeFileSync(file, made, { mode: 0o600 });
else console.log(made);
