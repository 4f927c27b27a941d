// A minimal shop. Yours has its own configuration: what it needs for RechargeSync is the one plugin.
const core = require('@vendure/core');
const { RechargeSyncPlugin } = require('./recharge-sync');

const env = process.env;

exports.config = {
  apiOptions: {
    hostname: '127.0.0.1', port: Number(env.PORT ?? 3300), adminApiPath: 'admin-api', shopApiPath: 'shop-api',
  },
  authOptions: {
    tokenMethod: ['bearer', 'api-key'],
    superadminCredentials: {
      identifier: env.SUPERADMIN_USERNAME ?? 'superadmin', password: env.SUPERADMIN_PASSWORD ?? 'superadmin',
    },
  },
  dbConnectionOptions: env.DATABASE_URL
    ? { type: 'postgres', url: env.DATABASE_URL, synchronize: true }
    : { type: 'sqljs', synchronize: true },
  // One precision for all currencies: 3 where one of them has three decimals, as KWD has.
  entityOptions: env.MONEY_PRECISION
    ? { moneyStrategy: Object.assign(new core.DefaultMoneyStrategy(), { precision: Number(env.MONEY_PRECISION) }) }
    : {},
  paymentOptions: { paymentMethodHandlers: [] },
  plugins: [
    core.DefaultJobQueuePlugin.init({}),
    core.DefaultSearchPlugin.init({}),
    // Read only where it is asked for: what starts this shop for tests has no use for pages.
    ...(env.ADMIN_PAGE === 'on' ? [require('@vendure/admin-ui-plugin').AdminUiPlugin.init({ route: 'admin' })] : []),
    // Last, since it stands before the strategies that other plugins set.
    RechargeSyncPlugin.init({
      mutations: env.RECHARGE_MUTATIONS !== 'off',
      guard: env.RECHARGE_GUARD !== 'off',
    }),
  ],
};
