// The admin API of the plugin. The shop API gets nothing.
const { Args, Mutation, Query, Resolver } = require('@nestjs/graphql');
const { Allow, ConfigService, Ctx, Permission } = require('@vendure/core');
const { gql } = require('graphql-tag');
const { ExternalOrders } = require('./external-orders');
const { problemsOfFields } = require('./fields');
const { SetUp } = require('./set-up');
const { isGuarded, problemsOfStrategies } = require('./sold');

/** Of what RechargeSync talks to; counts up when the mutations change. */
exports.version = '1.0.0';

exports.schema = gql`
  type RechargeSyncState {
    version: String!
    "What keeps orders from being taken in this channel, in words; empty where all is well."
    problems: [String!]!
    "Whether running promotions are kept off paid orders."
    guarded: Boolean!
  }

  "A line: its variant by id, else by SKU."
  input ExternalLineInput { variantId: String, sku: String, quantity: Int!, customFields: JSON! }

  input ExternalOrderInput {
    reference: String!
    customFields: JSON!
    lines: [ExternalLineInput!]!
    customer: CreateCustomerInput!
    shippingAddress: CreateAddressInput
    billingAddress: CreateAddressInput
    shippingMethodCode: String
    paymentMethod: String!
    transactionId: String
    paymentMetadata: JSON
    "The order is refused where it would come to anything else."
    expectedTotalWithTax: Money!
  }

  "A line is found by the externalLineId that it was given; one that is not found is passed over."
  input ExternalLineUpdateInput { externalLineId: String!, externalData: String }

  "What is left out stays; null empties an address."
  input ExternalUpdateInput {
    id: ID!
    "Refused as older where the order has a higher one."
    version: Int
    customFields: JSON
    lines: [ExternalLineUpdateInput!]
    customer: CreateCustomerInput
    shippingAddress: CreateAddressInput
    billingAddress: CreateAddressInput
  }

  type ExternalRefusal {
    """
    out_of_stock, unknown_variant, ambiguous_variant, country_not_served, total_differs, too_large, configuration or
    refused.
    """
    reason: String!
    detail: String!
  }

  type ExternalOrderResult {
    "Null where it was refused, or an update found none."
    order: Order
    created: Boolean!
    refusal: ExternalRefusal
    newerVersion: Int
  }

  extend type Query { rechargeSync: RechargeSyncState! }

  extend type Mutation {
    importExternalOrder(input: ExternalOrderInput!): ExternalOrderResult!
    updateExternalOrder(input: ExternalUpdateInput!): ExternalOrderResult!
    "Empties a cart, by its id or its code; false where it is gone or has become an order."
    clearExternalCart(id: ID, code: String): Boolean!
    "Makes this channel's shipping method and promotion where they are missing."
    setUpRechargeSync(shippingMethodCode: String): RechargeSyncState!
  }
`;

class RechargeSyncResolver {
  constructor(external, setUp, config) { Object.assign(this, { external, setUp, config }); }

  async rechargeSync(ctx) {
    return {
      version: exports.version,
      guarded: isGuarded(this.config),
      problems: [
        ...problemsOfFields(this.config), ...problemsOfStrategies(this.config), ...await this.setUp.problems(ctx),
      ],
    };
  }

  async setUpRechargeSync(ctx, { shippingMethodCode }) {
    await this.setUp.run(ctx, shippingMethodCode ?? undefined);
    return this.rechargeSync(ctx);
  }

  importExternalOrder(ctx, { input }) { return this.external.import(ctx, input); }

  updateExternalOrder(ctx, { input }) { return this.external.update(ctx, input); }

  clearExternalCart(ctx, cart) { return this.external.clearCart(ctx, cart); }
}
// Decorators by hand, since this is plain JavaScript.
Reflect.defineMetadata('design:paramtypes', [ExternalOrders, SetUp, ConfigService], RechargeSyncResolver);
for (const [kind, name, permission] of [
  [Query, 'rechargeSync', Permission.ReadOrder],
  [Mutation, 'importExternalOrder', Permission.CreateOrder],
  [Mutation, 'updateExternalOrder', Permission.UpdateOrder],
  [Mutation, 'clearExternalCart', Permission.UpdateOrder],
  [Mutation, 'setUpRechargeSync', Permission.SuperAdmin],
]) {
  const method = Object.getOwnPropertyDescriptor(RechargeSyncResolver.prototype, name);
  kind()(RechargeSyncResolver.prototype, name, method);
  Allow(permission)(RechargeSyncResolver.prototype, name, method);
  Ctx()(RechargeSyncResolver.prototype, name, 0);
  Args()(RechargeSyncResolver.prototype, name, 1);
}
Resolver()(RechargeSyncResolver);
exports.RechargeSyncResolver = RechargeSyncResolver;
