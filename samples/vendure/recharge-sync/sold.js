// Orders that were paid elsewhere keep the prices, taxes, discounts and shipping that were paid; every other order is
// priced as before.
const {
  LanguageCode, PromotionCondition, PromotionLineAction, ShippingCalculator, ShippingEligibilityChecker,
} = require('@vendure/core');

const guarded = new WeakSet();
const text = value => [{ languageCode: LanguageCode.en, value }];

/** Only an administrator, or our own mutations, can give an order a reference: see fields.js. */
const isExternal = order => order?.customFields?.externalReference != null;

/** A strategy that stands before the shop's own one, and hands its life cycle on. */
const before = (own, methods) => ({
  ...methods,
  init: injector => own.init?.(injector),
  destroy: () => own.destroy?.(),
});

const soldPrice = own => before(own, {
  calculateUnitPrice: (ctx, variant, fields, order, quantity) =>
    fields?.externalUnitPrice == null || !isExternal(order)
      ? own.calculateUnitPrice(ctx, variant, fields, order, quantity)
      : { price: fields.externalUnitPrice, priceIncludesTax: fields.externalPriceIncludesTax ?? false },
});

const soldTax = own => before(own, {
  calculate: args => {
    const rate = args.orderLine.customFields?.externalTaxRate;
    return rate == null || !isExternal(args.order)
      ? own.calculate(args)
      : [{ description: 'Tax as paid', taxRate: rate }];
  },
});

const externalOrder = new PromotionCondition({
  code: 'external-order', args: {}, description: text('The order was paid elsewhere'),
  check: (ctx, order) => isExternal(order),
});

const externalDiscount = new PromotionLineAction({
  code: 'external-discount', args: {}, description: text('The discount that was given elsewhere'),
  execute: (ctx, line) => -(line.customFields?.externalDiscount ?? 0),
});

// Without this checker shoppers would be offered the method, for nothing.
const externalOnly = new ShippingEligibilityChecker({
  code: 'external-only', args: {}, description: text('Only orders that were paid elsewhere'),
  check: (ctx, order) => isExternal(order),
});

const externalShipping = new ShippingCalculator({
  code: 'external-shipping', args: {}, description: text('The shipping price that was paid elsewhere'),
  calculate: (ctx, order) => ({
    price: order.customFields?.externalShipping ?? 0,
    priceIncludesTax: false,
    taxRate: order.customFields?.externalShippingTaxRate ?? 0,
  }),
});

Object.assign(exports, { externalOrder, externalDiscount, externalOnly, externalShipping });

/** Puts the strategies before those of a configuration. */
exports.addStrategies = config => {
  const { orderOptions, taxOptions, shippingOptions, promotionOptions } = config;
  exports.price = orderOptions.orderItemPriceCalculationStrategy =
    soldPrice(orderOptions.orderItemPriceCalculationStrategy);
  exports.tax = taxOptions.taxLineCalculationStrategy = soldTax(taxOptions.taxLineCalculationStrategy);
  shippingOptions.shippingEligibilityCheckers = [...shippingOptions.shippingEligibilityCheckers ?? [], externalOnly];
  shippingOptions.shippingCalculators = [...shippingOptions.shippingCalculators ?? [], externalShipping];
  promotionOptions.promotionConditions = [...promotionOptions.promotionConditions ?? [], externalOrder];
  promotionOptions.promotionActions = [...promotionOptions.promotionActions ?? [], externalDiscount];
};

/**
 * Keeps every other promotion off orders that were paid elsewhere, today and at each later change: Vendure prices an
 * order anew when its address changes, at that day's promotions. A promotion that applies by itself has a condition,
 * so it is the conditions that learn to say no. Called once all plugins have added theirs.
 */
exports.guardPromotions = config => {
  for (const condition of config.promotionOptions.promotionConditions ?? []) {
    if (condition === externalOrder) continue;
    const own = condition.check.bind(condition);
    condition.check = async (ctx, order, args, promotion) =>
      isExternal(order) ? false : own(ctx, order, args, promotion);
    guarded.add(condition);
  }
};

/** Whether no promotion can apply to an order that was paid elsewhere. */
exports.isGuarded = config =>
  (config.promotionOptions.promotionConditions ?? []).every(one => one === externalOrder || guarded.has(one));

/** What is wrong with the strategies of a running server, in words. */
exports.problemsOfStrategies = config => [
  ...(config.orderOptions.orderItemPriceCalculationStrategy === exports.price ? []
    : ['another plugin has replaced the price strategy: list RechargeSyncPlugin after it']),
  ...(config.taxOptions.taxLineCalculationStrategy === exports.tax ? []
    : ['another plugin has replaced the tax line strategy: list RechargeSyncPlugin after it']),
];
