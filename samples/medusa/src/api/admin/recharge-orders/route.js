const { MedusaError } = require('@medusajs/framework/utils');
const {
  convertDraftOrderWorkflow,
  createOrderPaymentCollectionWorkflow,
  deleteDraftOrdersWorkflow,
  markPaymentCollectionAsPaid,
} = require('@medusajs/medusa/core-flows');

// RechargeSync asks for it, and says so where it needs a later one than this.
const version = 1;

// Below what a person could see, above what is lost where a rate of tax is cut after 20 digits.
const tolerance = 0.00001;

const fields = [
  'id', 'display_id', 'custom_display_id', 'status', 'is_draft_order', 'currency_code', 'total', 'tax_total', 'metadata',
  'payment_collections.id', 'payment_collections.status', 'payment_collections.amount',
];

const variantFields = [
  'id', 'sku', 'barcode', 'title', 'thumbnail', 'product.id', 'product.title', 'product.subtitle', 'product.description',
  'product.handle', 'product.thumbnail', 'product.is_giftcard', 'product.type.id', 'product.type.value',
  'product.collection.title', 'product.shipping_profile.id', 'inventory_items.inventory.requires_shipping',
];

/** A refusal that RechargeSync tells from others by its type. */
class Refusal extends Error {
  constructor(status, type, message) {
    super(message);
    this.status = status;
    this.type = type;
  }
}

const graph = async (scope, entity, filters, fields) => (await scope.resolve('query').graph({ entity, filters, fields })).data;

const find = async (scope, reference) => (await graph(scope, 'order', { custom_display_id: reference }, fields))[0];

/** A registered customer before a guest; a guest is made where there is neither. */
async function customerOf(scope, email, names) {
  if (!email) return undefined;
  const customers = scope.resolve('customer');
  const look = async () => {
    const known = await customers.listCustomers({ email: email.toLowerCase() });
    return (known.find(customer => customer.has_account) ?? known[0])?.id;
  };
  try {
    return (await look()) ?? (await customers.createCustomers({ ...names, email: email.toLowerCase() })).id;
  } catch (error) {
    // Another order of the same new customer came first.
    const known = await look();
    if (known) return known;
    throw error;
  }
}

/** Where the region taxes by itself, converting a draft would replace the taxes that were charged. */
async function checkRegion(scope, { region_id, currency_code }) {
  const [region] = await graph(scope, 'region', { id: region_id }, ['currency_code', 'automatic_taxes']);
  const problem = !region ? 'does not exist'
    : region.currency_code !== currency_code ? `has the currency ${region.currency_code} and not ${currency_code}`
    : region.automatic_taxes ? 'has automatic_taxes switched on'
    : undefined;
  if (problem) throw new Refusal(422, 'configuration', `The region ${region_id} ${problem}.`);
}

/** Without its channel an order has no stock location, which would look as if it were out of stock. */
async function checkChannel(scope, { sales_channel_id }) {
  const [channel] = await graph(scope, 'sales_channel', { id: sales_channel_id }, ['id']);
  if (!channel) throw new Refusal(422, 'configuration', `The sales channel ${sales_channel_id} does not exist.`);
}

/** The items with what Medusa shows of their variants. The variant is found by its id, else by its SKU. */
async function itemsOf(scope, items) {
  const ids = items.map(item => item.variant_id).filter(Boolean);
  const skus = items.map(item => item.variant_sku).filter(Boolean);
  const variants = [
    ...(ids.length ? await graph(scope, 'variant', { id: ids }, variantFields) : []),
    ...(skus.length ? await graph(scope, 'variant', { sku: skus }, variantFields) : []),
  ];
  return items.map(item => {
    const variant = variants.find(known => known.id === item.variant_id)
      ?? (item.variant_sku ? variants.find(known => known.sku === item.variant_sku) : undefined);
    if (variant) return { ...shown(variant), ...item, variant_id: variant.id, variant_sku: variant.sku };
    if (!item.variant_id && !item.variant_sku) return item;
    const [id, sku] = [item.variant_id ?? '(none)', item.variant_sku ?? '(none)'];
    throw new Refusal(422, 'unknown_variant', `No variant has the id ${id} or the SKU ${sku}.`);
  });
}

function shown(variant) {
  const { product } = variant;
  return {
    subtitle: variant.title,
    thumbnail: variant.thumbnail ?? product?.thumbnail,
    product_id: product?.id,
    product_title: product?.title,
    product_subtitle: product?.subtitle,
    product_description: product?.description,
    product_handle: product?.handle,
    product_type: product?.type?.value,
    product_type_id: product?.type?.id,
    product_collection: product?.collection?.title,
    is_giftcard: product?.is_giftcard ?? false,
    variant_barcode: variant.barcode,
    variant_title: variant.title,
    requires_shipping: !!product?.shipping_profile?.id || !!variant.inventory_items?.some(item => item.inventory?.requires_shipping),
  };
}

async function createDraft(scope, { reference, customer, expected_total, ...order }) {
  await checkRegion(scope, order);
  await checkChannel(scope, order);
  const [draft] = await scope.resolve('order').createOrders([{
    ...order,
    items: await itemsOf(scope, order.items),
    customer_id: await customerOf(scope, order.email, customer),
    status: 'draft',
    is_draft_order: true,
    metadata: { ...order.metadata, external_reference: reference },
  }]);
  const made = await find(scope, reference);
  if (!made) {
    await deleteDraft(scope, draft.id);
    const problem = "The order module's option generateCustomDisplayId does not give drafts their external_reference.";
    throw new Refusal(422, 'configuration', problem);
  }
  return made;
}

const deleteDraft = (scope, id) => deleteDraftOrdersWorkflow(scope).run({ input: { order_ids: [id] } });

/** One whole paid order. Each step looks first whether it was done, so a second call goes on where the first one ended. */
async function place(scope, order) {
  let made = await find(scope, order.reference);
  if (made?.is_draft_order && made.metadata?.recharge_hash !== order.metadata?.recharge_hash) {
    // Left behind by an earlier attempt, and the order has changed since.
    await deleteDraft(scope, made.id);
    made = undefined;
  }
  made ??= await createDraft(scope, order);
  const isDraft = made.is_draft_order;
  if (isDraft) {
    const total = Number(made.total);
    if (Math.abs(total - order.expected_total) > tolerance) {
      await deleteDraft(scope, made.id);
      throw new Refusal(422, 'total_differs', `The order would come to ${total} and not to ${order.expected_total}.`);
    }
    await convertDraftOrderWorkflow(scope).run({ input: { id: made.id } });
  }
  const collections = made.payment_collections?.filter(Boolean) ?? [];
  const isPaid = !(made.total > 0) || made.status === 'canceled' || collections.some(one => one.status === 'completed');
  if (!isPaid) {
    const collection = collections.find(one => one.status === 'not_paid' && Number(one.amount) === Number(made.total))
      ?? (await createOrderPaymentCollectionWorkflow(scope).run({ input: { order_id: made.id, amount: made.total } })).result[0];
    await markPaymentCollectionAsPaid(scope).run({ input: { order_id: made.id, payment_collection_id: collection.id } });
  }
  return isDraft;
}

const orNotFound = async (scope, reference) => {
  const order = await find(scope, reference);
  if (order) return order;
  throw new MedusaError(MedusaError.Types.NOT_FOUND, `No order has the reference ${reference}.`);
};

/** With a reference its order, drafts too; without one this route's version. */
exports.GET = async (req, res) => {
  const { reference } = req.query;
  res.json(reference ? { version, order: await orNotFound(req.scope, String(reference)) } : { version });
};

/** Places an order once, however often and however many at a time ask for it. */
exports.POST = async (req, res) => {
  const { reference, expected_total, items } = req.body;
  if (typeof reference !== 'string' || !reference || typeof expected_total !== 'number' || !Array.isArray(items)) {
    throw new MedusaError(MedusaError.Types.INVALID_DATA, 'reference, expected_total and items are required.');
  }
  try {
    let created = false;
    await req.scope.resolve('locking').execute(
      `recharge:${reference}`,
      async () => { created = await place(req.scope, req.body); },
      { timeout: 20 },
    );
    res.status(created ? 201 : 200).json({ version, created, order: await find(req.scope, reference) });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    res.status(error.status).json({ type: error.type, message: error.message });
  }
};
