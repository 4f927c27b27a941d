'use strict';

const pollEvery = 1000;
const newest = 60;
const money = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });
const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'America/New_York' });

const troubles = {
  none: {},
  platform: { platform: { errorRate: 0.3, latencyMs: 300 } },
  ambiguous: { platform: { ambiguousRate: 0.3 }, recharge: { ambiguousRate: 0.2 } },
  limits: { platform: { rateLimitRate: 0.4, retryAfterSeconds: 2 }, recharge: { rateLimitRate: 0.4 } },
  webhooks: { webhooks: { duplicates: 1, reorder: 0.5 } },
};

const $ = id => document.getElementById(id);
const cart = new Map();
const known = new Set();
let products = [];
let firstLook = true;

async function call(method, path, body) {
  const response = await fetch(path, {
    method,
    headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const answer = response.status === 204 ? null : await response.json();
  if (!response.ok) {
    throw new Error(answer.detail ?? Object.values(answer.errors ?? {}).flat().join(' ') ?? answer.title);
  }
  return answer;
}

function element(name, text, properties = {}) {
  const node = Object.assign(document.createElement(name), properties);
  if (text !== undefined) {
    node.textContent = text;
  }
  return node;
}

function say(text, isBad = false, where = 'message') {
  $(where).textContent = text;
  $(where).classList.toggle('bad', isBad);
}

async function act(work, where) {
  try {
    say(await work(), false, where);
  } catch (error) {
    say(error.message, true, where);
  }
  await look();
}

function showProducts() {
  $('products').replaceChildren(...products.map(product => {
    const row = element('li');
    const name = element('div');
    name.append(element('strong', product.title), element('small', `${product.variantTitle} · ${money.format(product.price)}`));
    const count = element('output', '0');
    const step = by => {
      cart.set(product.sku, Math.max(0, (cart.get(product.sku) ?? 0) + by));
      count.textContent = cart.get(product.sku);
      showTotal();
    };
    const less = element('button', '−', { type: 'button', onclick: () => step(-1) });
    const more = element('button', '+', { type: 'button', onclick: () => step(1) });
    less.setAttribute('aria-label', `One ${product.title} less`);
    more.setAttribute('aria-label', `One ${product.title} more`);
    const stepper = element('div', undefined, { className: 'stepper' });
    stepper.append(less, count, more);
    row.append(name, stepper);
    return row;
  }));
  showTotal();
}

function chosen() {
  return products.filter(p => cart.get(p.sku) > 0).map(p => ({ sku: p.sku, quantity: cart.get(p.sku), price: p.price }));
}

function showTotal() {
  const items = chosen();
  const sum = items.reduce((total, item) => total + item.quantity * item.price, 0);
  const pieces = items.reduce((total, item) => total + item.quantity, 0);
  $('total').textContent = pieces === 0
    ? 'The cart is empty.'
    : `${pieces} ${pieces === 1 ? 'piece' : 'pieces'}, ${money.format(sum)} per shipment`;
  $('buy-once').disabled = $('buy-prepaid').disabled = pieces === 0;
}

async function buy(kind) {
  const items = chosen();
  const bought = await call('POST', 'control/checkouts', { kind, shipments: 3, items, store: $('store').value });
  cart.clear();
  showProducts();
  return bought.orderIds.length === 1 ? `Bought: order ${bought.orderIds[0]}.` : `Bought: ${bought.orderIds.length} orders, the first goes out at once.`;
}

function cell(row, label, ...content) {
  const td = element('td');
  td.dataset.label = label;
  td.append(...content);
  row.append(td);
}

function pill(text, kind) {
  return element('span', text, { className: `pill ${kind}` });
}

function times(count, what) {
  return count > 1 ? [pill(`${count} times`, 'bad'), element('small', what)] : [pill('yes', 'good'), element('small', what)];
}

// What can happen to an order later: at Recharge, and at the platform where the path says so.
const fates = [
  { name: 'Refund $5', applies: order => order.isRefundable, path: order => `orders/${order.id}/refund`, body: () => ({ amount: '5.00' }), said: 'has five dollars refunded' },
  { name: 'Refund', applies: order => order.isRefundable, path: order => `orders/${order.id}/refund`, body: () => ({}), said: 'is refunded' },
  { name: 'Cancel', applies: order => order.status !== 'cancelled', path: order => `orders/${order.id}/cancel`, said: 'is cancelled' },
  { name: 'Redact', applies: order => !order.isRedacted, path: order => `orders/${order.id}/redact`, said: 'says no more who bought it' },
  { name: 'Skip', applies: order => order.status === 'queued', path: order => `orders/${order.id}/skip`, said: 'is skipped' },
  { name: 'Move', applies: order => order.status === 'queued', path: order => `orders/${order.id}/edit`, body: newAddress, said: 'goes to another address' },
  { name: 'Clone', applies: order => order.status !== 'queued', path: order => `orders/${order.id}/clone`, said: 'has a copy' },
  {
    name: 'Ship', applies: (order, platform) => platform && !platform.fulfilledAt && platform.status !== 'cancelled',
    path: (order, platform) => `platform/orders/${platform.id}/fulfil`, said: 'is shipped by the platform',
  },
];

function newAddress() {
  return { shippingAddress: { address1: `${1 + Math.floor(Math.random() * 999)} New Street`, city: 'Brooklyn', province: 'New York', zip: '11201' } };
}

function fateButtons(order, platform) {
  const buttons = element('div', undefined, { className: 'acts' });
  buttons.append(...fates.filter(fate => fate.applies(order, platform)).map(fate => {
    const button = element('button', fate.name, {
      type: 'button',
      onclick: () => act(async () => {
        await call('POST', `control/${fate.path(order, platform)}`, fate.body?.());
        return `Order ${order.id} ${fate.said}.`;
      }, 'fate'),
    });
    button.setAttribute('aria-label', `${fate.name}: order ${order.id}`);
    button.dataset.order = order.id;
    button.dataset.fate = fate.name;
    return button;
  }));
  return buttons;
}

function platformSays(platform) {
  if (!platform?.status) {
    return [element('span', '–')];
  }
  const kind = platform.status === 'paid' ? 'good' : platform.status === 'cancelled' ? 'bad' : '';
  const notes = [platform.refunded && `refunded ${money.format(platform.refunded)}`, platform.fulfilledAt && 'shipped'].filter(Boolean);
  return [pill(platform.status.replaceAll('_', ' '), kind), ...notes.map(note => element('small', note))];
}

function showOrder(order, audit) {
  const row = element('tr', undefined, { tabIndex: -1 });
  row.dataset.order = order.id;
  const siblings = audit.orders.filter(o => o.chargeId === order.chargeId && o.chargeId !== null).map(o => o.id).sort((a, b) => a - b);
  const platform = audit.platformOrders.find(p => p.reference.endsWith(`:${order.store}:${order.id}`))
    ?? audit.platformOrders.find(p => p.id === order.externalOrderId);
  const charge = audit.charges.find(c => c.id === order.chargeId);
  const basket = audit.carts.find(c => c.id === order.cartId);

  cell(row, 'Recharge order', element('span', order.id), element('small', order.store));
  cell(row, 'Kind', element('span', order.isPrepaid ? `Prepaid, ${siblings.indexOf(order.id) + 1} of ${siblings.length}` : 'One-off'));
  const status = [pill(order.status, order.status === 'success' ? 'good' : order.status === 'queued' ? '' : 'bad')];
  if (order.status === 'queued' && order.scheduledAt) {
    status.push(element('small', `due ${day.format(new Date(order.scheduledAt))}`));
  }
  if (order.refunded) {
    status.push(element('small', `refunded ${money.format(order.refunded)}`));
  }
  if (order.isRedacted) {
    status.push(element('small', 'redacted'));
  }
  cell(row, 'Status', ...status);
  cell(row, 'Platform order', ...(platform
    ? [element('span', `No. ${platform.number}`), element('small', `${platform.id}${platform.updates > 0 ? `, changed ${platform.updates}×` : ''}`)]
    : [element('span', order.status === 'queued' ? 'not due' : order.status === 'success' ? 'not yet' : 'none')]));
  cell(row, 'Platform says', ...platformSays(platform));
  cell(row, 'Ids written', ...(order.idWrites > 0 ? times(order.idWrites, order.externalOrderId) : [element('span', '–')]));
  cell(row, 'Charge written', ...(!order.isPrepaid ? [element('span', 'not needed')]
    : charge?.externalOrderId ? [pill('yes', 'good'), element('small', charge.externalOrderId)] : [element('span', '–')]));
  cell(row, 'Cart cleared', ...(!basket ? [element('span', 'no cart')]
    : basket.clearCalls > 0 && basket.itemCount === 0 ? [pill('yes', 'good')] : [element('span', 'not yet')]));
  cell(row, 'Make happen', fateButtons(order, platform));

  if (!known.has(order.id)) {
    known.add(order.id);
    if (!firstLook) {
      row.className = 'new';
      setTimeout(() => row.classList.remove('new'), 50);
    }
  }
  return row;
}

function show(audit) {
  $('clock').textContent = day.format(new Date(audit.now));
  $('delivered').textContent = audit.webhooks.delivered;
  $('failed').textContent = audit.webhooks.failed;
  $('pending').textContent = audit.webhooks.pending;
  $('calls').textContent = audit.recharge.calls;
  $('throttled').textContent = audit.recharge.throttled;
  const orders = [...audit.orders].sort((a, b) => b.id - a.id);
  const { order: focusedOrder, fate: focusedFate } = document.activeElement?.dataset ?? {};
  $('rows').replaceChildren(...orders.map(order => showOrder(order, audit)));
  if (focusedOrder) {
    // The rows are drawn anew: who came by keyboard stays at the button, or at its order once the button is gone.
    const row = [...$('rows').children].find(r => r.dataset.order === focusedOrder);
    ([...row?.querySelectorAll('button') ?? []].find(b => b.dataset.fate === focusedFate) ?? row ?? $('orders')).focus();
  }
  $('none').hidden = orders.length > 0;
  firstLook = false;
}

let lastSeen = '';

async function look() {
  try {
    const audit = await call('GET', `control/audit?newest=${newest}`);
    const { now, ...rest } = audit;
    const seen = JSON.stringify(rest) + now.slice(0, 10);
    if (seen !== lastSeen) {
      lastSeen = seen;
      show(audit);
    }
  } catch {
    say('The mock does not answer. Is it still running?', true);
    lastSeen = '';
  }
}

async function poll() {
  if (!document.hidden) {
    await look();
  }
  setTimeout(poll, pollEvery);
}

async function showTrouble() {
  const sides = Object.values(await call('GET', 'control/faults'));
  $('trouble').value = sides.every(side => Object.values(side).every(dial => !dial)) ? 'none' : 'custom';
}

$('buy-once').onclick = () => act(() => buy('standard'));
$('buy-prepaid').onclick = () => act(() => buy('prepaid'));
$('advance').onclick = () => act(async () => {
  const due = (await call('POST', 'control/clock/advance', { days: 31 })).processedOrderIds.length;
  return `31 days later: ${due === 0 ? 'no order was' : due === 1 ? 'one order was' : `${due} orders were`} due.`;
});
$('reset').onclick = () => act(async () => {
  await call('POST', 'control/reset');
  known.clear();
  say('', false, 'fate');
  $('trouble').value = 'none';
  return 'Everything is as at the start.';
});
$('trouble').onchange = () => act(async () => {
  await call('PUT', 'control/faults', troubles[$('trouble').value]);
  return $('trouble').value === 'none' ? 'No trouble.' : 'Trouble is on.';
});

async function start() {
  const catalogue = await call('GET', 'control/catalogue');
  products = catalogue.products;
  $('store').replaceChildren(...catalogue.stores.map(s => element('option', `${s.name} (${s.apiVersion})`, { value: s.name })));
  if (catalogue.stores.some(s => s.name === 'default')) {
    $('store').value = 'default';
  }
  showProducts();
  await showTrouble();
  await poll();
}

start().catch(error => say(error.message, true));
