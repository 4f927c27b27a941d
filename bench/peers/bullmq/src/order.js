/** The order of a webhook's body. Throws where there is none. */
export function rechargeOrder(body) {
  const order = JSON.parse(body).order;
  if (!Number.isSafeInteger(order?.id) || order.id <= 0 || typeof order.status !== 'string') {
    throw new Error('no order with id and status');
  }

  return order;
}

/** Whether the order is paid and nobody has put it on the platform yet. */
export const acts = order => order.status.toLowerCase() === 'success' && !text(order.external_order_id?.ecommerce);

export const referenceOf = (store, orderId) => `recharge:${store}:${orderId}`;

/** The platform's order. */
export function platformOrder(order, reference) {
  const customer = order.customer ?? {};
  const billing = order.billing_address;
  return {
    reference,
    status: 'paid',
    currency: text(order.currency),
    email: text(customer.email),
    note: text(order.note),
    tags: tags(order.tags),
    customer: {
      id: text(customer.id),
      email: text(customer.email),
      firstName: text(customer.first_name) ?? text(billing?.first_name),
      lastName: text(customer.last_name) ?? text(billing?.last_name),
      phone: text(customer.phone),
    },
    lines: list(order.line_items).map(line => ({
      sku: text(line.sku),
      productId: text(line.external_product_id?.ecommerce),
      variantId: text(line.external_variant_id?.ecommerce),
      title: text(line.title),
      variantTitle: text(line.variant_title),
      quantity: Number(line.quantity ?? 1),
      unitPrice: money(line.unit_price),
      properties: list(line.properties).map(attribute),
    })),
    shippingAddress: address(order.shipping_address),
    billingAddress: address(billing),
    shippingLines: list(order.shipping_lines).map(line => ({ code: text(line.code), title: text(line.title), price: money(line.price) })),
    discounts: list(order.discounts).map(discount => ({ code: text(discount.code), amount: money(discount.value) })),
    attributes: list(order.order_attributes).map(attribute),
    totals: {
      subtotal: money(order.subtotal_price),
      discounts: money(order.total_discounts),
      tax: money(order.total_tax),
      total: money(order.total_price),
    },
  };
}

const text = value => (value === null || value === undefined || value === '' ? null : String(value));
const list = value => (Array.isArray(value) ? value : []);
const attribute = ({ name, value }) => ({ name: String(name), value: text(value) });

function tags(value) {
  const names = Array.isArray(value) ? value : (value ?? '').split(',');
  return names.map(name => name.trim()).filter(name => name);
}

// Two decimals at least; a number that is none makes the order fail.
function money(value) {
  const amount = text(value);
  if (amount === null || /^-?\d+\.\d{2,}$/.test(amount)) {
    return amount;
  }

  if (!Number.isFinite(Number(amount))) {
    throw new Error('not an amount');
  }

  return Number(amount).toFixed(2);
}

function address(value) {
  return value
    ? {
        firstName: text(value.first_name),
        lastName: text(value.last_name),
        company: text(value.company),
        address1: text(value.address1),
        address2: text(value.address2),
        city: text(value.city),
        province: text(value.province),
        zip: text(value.zip),
        country: text(value.country_code ?? value.country),
        phone: text(value.phone),
      }
    : null;
}
