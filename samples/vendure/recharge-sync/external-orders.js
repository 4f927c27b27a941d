// Takes whole orders that were paid elsewhere. Every call is one transaction, and safe to repeat and to race.
const {
  ConfigService, CountryService, CustomerService, isGraphQlErrorResult, Order, OrderLine, OrderService,
  ProductVariant, TransactionalConnection,
} = require('@vendure/core');
const { Brackets } = require('typeorm');
const { SetUp } = require('./set-up');

/** Why an order is not taken; rolls everything back, and is answered as a value. */
class Refusal extends Error {
  constructor(reason, detail) {
    super(detail);
    this.reason = reason;
  }
}

const reasonOf = ({ errorCode, transitionError }) =>
  errorCode === 'INSUFFICIENT_STOCK_ERROR' || /insufficient.stock/.test(transitionError ?? '') ? 'out_of_stock'
    : errorCode === 'ORDER_LIMIT_ERROR' ? 'too_large'
    : errorCode === 'INELIGIBLE_SHIPPING_METHOD_ERROR' ? 'configuration'
    : 'refused';

const must = (what, result) => {
  if (!isGraphQlErrorResult(result)) return result;
  const words = [`${what}:`, result.errorCode, result.transitionError ?? result.interceptorError ?? ''];
  throw new Refusal(reasonOf(result), words.join(' ').trim());
};

class ExternalOrders {
  constructor(orders, customers, countries, connection, config, setUp) {
    Object.assign(this, { orders, customers, countries, connection, config, setUp });
  }

  /** Takes an order, or answers the one that has its reference already. */
  async import(ctx, input) {
    const found = await this.find(ctx, input.reference);
    if (found) return { order: found, created: false };
    try {
      const id = await this.connection.withTransaction(ctx, tx => this.create(tx, input));
      return { order: await this.orders.findOne(ctx, id), created: true };
    } catch (error) {
      // Somebody else was quicker: the unique index said so.
      const other = await this.find(ctx, input.reference);
      if (other) return { order: other, created: false };
      if (error instanceof Refusal) return { created: false, refusal: { reason: error.reason, detail: error.message } };
      throw error;
    }
  }

  /** Changes who gets it and where, and what is noted of it. What is left out stays, null empties. */
  async update(ctx, input) {
    try {
      return await this.connection.withTransaction(ctx, tx => this.change(tx, input));
    } catch (error) {
      if (error instanceof Refusal) return { created: false, refusal: { reason: error.reason, detail: error.message } };
      throw error;
    }
  }

  /** Empties a cart; false where it is gone, or has become an order. */
  async clearCart(ctx, { id, code }) {
    return this.connection.withTransaction(ctx, async tx => {
      const cart = code == null ? await this.orders.findOne(tx, id) : await this.orders.findOneByCode(tx, code);
      if (!cart?.active) return false;
      if (cart.state === 'ArrangingPayment')
        must('cart', await this.orders.transitionToState(tx, cart.id, 'AddingItems'));
      must('cart', await this.orders.removeAllItemsFromOrder(tx, cart.id));
      return true;
    });
  }

  async find(ctx, externalReference) {
    const row = await this.connection.getRepository(ctx, Order)
      .findOne({ where: { customFields: { externalReference } }, select: { id: true }, loadEagerRelations: false });
    return row && this.orders.findOne(ctx, row.id);
  }

  async create(ctx, input) {
    const { id } = await this.orders.createDraft(ctx);

    // First of all: whoever comes second waits here for the first, and then fails by the unique index.
    await this.orders.updateCustomFields(ctx, id, { ...input.customFields, externalReference: input.reference });
    const lines = await this.variantsOf(ctx, input.lines);
    const added = await this.orders.addItemsToOrder(ctx, id, lines);
    added.errorResults.forEach(result => must('line', result));
    await this.orders.addCustomerToOrder(ctx, id, await this.customerOf(ctx, input.customer));
    for (const [name, address] of [['Shipping', input.shippingAddress], ['Billing', input.billingAddress]]) {
      if (!address) continue;
      await this.countryOf(ctx, address);
      await this.orders[`set${name}Address`](ctx, id, address);
    }
    const priced = must('shipping', await this.orders.setShippingMethod(ctx, id, [await this.methodOf(ctx, input)]));
    if (priced.totalWithTax !== input.expectedTotalWithTax)
      throw new Refusal('total_differs', `${priced.totalWithTax} instead of ${input.expectedTotalWithTax}`);
    must('state', await this.orders.transitionToState(ctx, id, 'ArrangingPayment'));
    must('payment', await this.orders.addManualPaymentToOrder(ctx, {
      orderId: id, method: input.paymentMethod, transactionId: input.transactionId,
      metadata: input.paymentMetadata ?? {},
    }));
    return id;
  }

  async change(ctx, input) {
    const rows = this.connection.getRepository(ctx, Order);
    if (this.isPostgres)
      await rows.findOne({
        where: { id: input.id }, select: { id: true }, lock: { mode: 'pessimistic_write' }, loadEagerRelations: false,
      });
    const order = await this.orders.findOne(ctx, input.id);
    if (!order) return { created: false };
    const version = order.customFields.externalVersion ?? 0;
    if (input.version != null && input.version < version) return { order, created: false, newerVersion: version };

    // Written as they are: Vendure's own calls would price the paid order anew.
    for (const name of ['shippingAddress', 'billingAddress']) {
      const address = input[name];
      if (address === undefined) continue;
      const whole = address === null ? {} : { ...address, country: (await this.countryOf(ctx, address)).name };
      await rows.update({ id: order.id }, { [name]: whole });
    }
    await this.orders.updateCustomFields(ctx, order.id, {
      ...input.customFields, ...(input.version == null ? {} : { externalVersion: input.version }),
    });
    for (const { externalLineId, externalData } of input.lines ?? []) {
      const line = order.lines.find(one => one.customFields.externalLineId === externalLineId);
      if (!line) continue;
      await this.connection.getRepository(ctx, OrderLine).update({ id: line.id }, { customFields: { externalData } });
    }
    if (input.customer) {
      const customer = await this.customerOf(ctx, input.customer);
      if (customer.id !== order.customer?.id) await this.orders.addCustomerToOrder(ctx, order.id, customer);
    }
    const changed = await this.orders.findOne(ctx, order.id);
    if (changed.totalWithTax !== order.totalWithTax || changed.currencyCode !== order.currencyCode)
      throw new Refusal('total_differs', `${changed.totalWithTax} instead of ${order.totalWithTax}`);
    return { order: changed, created: false };
  }

  /** Each line's variant: by its id, else by its SKU, which is not unique in Vendure. */
  async variantsOf(ctx, lines) {
    const isId = this.config.entityOptions.entityIdStrategy?.primaryKeyType === 'uuid'
      ? id => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)
      : id => /^[1-9]\d{0,9}$/.test(id) && Number(id) < 2 ** 31;
    const ids = lines.map(line => line.variantId).filter(id => id != null && isId(id));
    const skus = lines.map(line => line.sku).filter(Boolean);
    const found = !ids.length && !skus.length ? [] : await this.connection.getRepository(ctx, ProductVariant)
      .createQueryBuilder('variant')
      .innerJoin('variant.channels', 'channel', 'channel.id = :channel', { channel: ctx.channelId })
      .innerJoin('variant.product', 'product')
      .where('variant.deletedAt IS NULL AND product.deletedAt IS NULL')
      .andWhere('variant.enabled = :yes AND product.enabled = :yes', { yes: true })
      .andWhere(new Brackets(either => {
        if (ids.length) either.orWhere('variant.id IN (:...ids)', { ids });
        if (skus.length) either.orWhere('variant.sku IN (:...skus)', { skus });
      }))
      .select(['variant.id', 'variant.sku'])
      .getMany();
    return lines.map(line => {
      const byId = found.filter(variant => String(variant.id) === line.variantId);
      const candidates = byId.length || !line.sku ? byId : found.filter(variant => variant.sku === line.sku);
      if (candidates.length === 0)
        throw new Refusal(
          'unknown_variant', `no enabled variant has the id '${line.variantId ?? ''}' or the SKU '${line.sku ?? ''}'`);
      if (candidates.length > 1)
        throw new Refusal('ambiguous_variant', `${candidates.length} enabled variants have the SKU '${line.sku}'`);
      return { productVariantId: candidates[0].id, quantity: line.quantity, customFields: line.customFields };
    });
  }

  /** A registered customer is linked as he is, and a guest of that address too; else one is made. */
  async customerOf(ctx, input) {
    const emailAddress = input.emailAddress.trim().toLowerCase();

    // Nothing else keeps two orders at once from making two customers of one new address.
    if (this.isPostgres)
      await this.connection.getRepository(ctx, Order)
        .query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [emailAddress]);
    const known = await this.customers.findAll(ctx, { filter: { emailAddress: { eq: emailAddress } }, take: 1 });
    return known.items[0] ?? must('customer', await this.customers.createOrUpdate(ctx, input, true));
  }

  async countryOf(ctx, { countryCode }) {
    const country = await this.countries.findOneByCode(ctx, countryCode).catch(() => null);
    if (!country) throw new Refusal('country_not_served', `the shop has no country '${countryCode}'`);
    return country;
  }

  async methodOf(ctx, { shippingMethodCode }) {
    const ours = await this.setUp.shippingMethods(ctx);
    const method = shippingMethodCode ? ours.find(one => one.code === shippingMethodCode) : ours[0];
    if (!method)
      throw new Refusal(
        'configuration', `this channel has no shipping method '${shippingMethodCode ?? ''}' for paid orders`);
    return method.id;
  }

  get isPostgres() { return this.connection.rawConnection.options.type === 'postgres'; }
}
// Decorators by hand, since this is plain JavaScript.
Reflect.defineMetadata('design:paramtypes', [
  OrderService, CustomerService, CountryService, TransactionalConnection, ConfigService, SetUp,
], ExternalOrders);
require('@nestjs/common').Injectable()(ExternalOrders);
exports.ExternalOrders = ExternalOrders;
