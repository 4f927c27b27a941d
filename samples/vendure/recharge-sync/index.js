// A Vendure plugin that takes orders which RechargeSync hands over: paid by a subscription, at the prices paid.
// Plain JavaScript; no build step. List it last among your plugins.
const { ConfigService, PluginCommonModule, VendurePlugin } = require('@vendure/core');
const { ExternalOrders } = require('./external-orders');
const { addFields } = require('./fields');
const { RechargeSyncResolver, schema } = require('./resolver');
const { SetUp } = require('./set-up');
const { addStrategies, guardPromotions } = require('./sold');

class RechargeSyncPlugin {
  static options = { mutations: true, guard: true };

  /**
   * @param {{ mutations?: boolean, guard?: boolean }} options mutations: false leaves the admin API as it is, and
   * RechargeSync then works with Vendure's own mutations. guard: false lets running promotions price paid orders anew.
   */
  static init(options) {
    RechargeSyncPlugin.options = { ...RechargeSyncPlugin.options, ...options };
    return RechargeSyncPlugin;
  }

  constructor(config) { this.config = config; }

  onApplicationBootstrap() {
    if (RechargeSyncPlugin.options.guard) guardPromotions(this.config);
  }
}
Reflect.defineMetadata('design:paramtypes', [ConfigService], RechargeSyncPlugin);
VendurePlugin({
  imports: [PluginCommonModule],
  compatibility: '^3.0.0',
  providers: [ExternalOrders, SetUp],
  configuration: config => {
    addFields(config);
    addStrategies(config);
    return config;
  },
  adminApiExtensions: {
    schema: () => (RechargeSyncPlugin.options.mutations ? schema : undefined),
    resolvers: () => (RechargeSyncPlugin.options.mutations ? [RechargeSyncResolver] : []),
  },
})(RechargeSyncPlugin);

Object.assign(exports, { RechargeSyncPlugin, SetUp });
