// The two records of the database that orders from elsewhere need: a shipping method and a promotion.
const {
  LanguageCode, Promotion, PromotionService, ShippingMethod, ShippingMethodService, TransactionalConnection,
} = require('@vendure/core');
const { IsNull } = require('typeorm');
const sold = require('./sold');

const here = ctx => ({ where: { deletedAt: IsNull(), channels: { id: ctx.channelId } } });
const named = name => [{ languageCode: LanguageCode.en, name, description: '' }];

class SetUp {
  constructor(connection, methods, promotions) { Object.assign(this, { connection, methods, promotions }); }

  /** The shipping methods of this channel that only orders from elsewhere can have. */
  async shippingMethods(ctx) {
    const all = await this.connection.getRepository(ctx, ShippingMethod).find(here(ctx));
    return all.filter(method =>
      method.calculator.code === sold.externalShipping.code && method.checker.code === sold.externalOnly.code);
  }

  /** The promotion of this channel that carries the discounts given elsewhere. */
  async promotion(ctx) {
    const all = await this.connection.getRepository(ctx, Promotion).find(here(ctx));
    return all.find(promotion => promotion.enabled
      && promotion.conditions.some(one => one.code === sold.externalOrder.code)
      && promotion.actions.some(one => one.code === sold.externalDiscount.code));
  }

  /** Makes what is missing in this channel. Safe to repeat. */
  async run(ctx, code = 'recharge') {
    if (!(await this.shippingMethods(ctx)).length)
      await this.methods.create(ctx, {
        code, fulfillmentHandler: 'manual-fulfillment', translations: named('As paid'),
        checker: { code: sold.externalOnly.code, arguments: [] },
        calculator: { code: sold.externalShipping.code, arguments: [] },
      });
    if (!await this.promotion(ctx))
      await this.promotions.createPromotion(ctx, {
        enabled: true, translations: named('Discount as paid'),
        conditions: [{ code: sold.externalOrder.code, arguments: [] }],
        actions: [{ code: sold.externalDiscount.code, arguments: [] }],
      });
  }

  /** What is missing in this channel, in words. */
  async problems(ctx) {
    return [
      ...((await this.shippingMethods(ctx)).length ? [] : ['this channel has no shipping method for paid orders']),
      ...(await this.promotion(ctx) ? [] : ['this channel has no enabled promotion that carries their discounts']),
    ];
  }
}
// Decorators by hand, since this is plain JavaScript.
Reflect.defineMetadata(
  'design:paramtypes', [TransactionalConnection, ShippingMethodService, PromotionService], SetUp);
require('@nestjs/common').Injectable()(SetUp);
exports.SetUp = SetUp;
