// node serve.js [setup]: starts the shop. An empty database gets a few goods, and an administrator who may no more than
// RechargeSync needs; prints READY once it can be used. With 'setup' it makes the database, where DATABASE_URL names one
// that is missing, and what is in it, and ends.
const isSetup = process.argv[2] === 'setup';
if (isSetup) process.env.PORT = '0';

const path = require('path');
const { Client } = require('pg');
const {
  AdministratorService, bootstrap, ChannelService, JobQueueService, Permission, ProductVariant, RequestContextService,
  RoleService, TransactionalConnection, User,
} = require('@vendure/core');
const { populate } = require('@vendure/core/cli');
const { config } = require('./config');
const { SetUp } = require('./recharge-sync');

const permissions = [
  Permission.Authenticated,
  Permission.CreateOrder, Permission.ReadOrder, Permission.UpdateOrder, Permission.DeleteOrder,
  Permission.CreateCustomer, Permission.ReadCustomer, Permission.ReadCatalog, Permission.ReadPromotion,
  Permission.ReadShippingMethod, Permission.ReadSettings,
];

async function seed(app) {
  await populate(async () => app, require('./data'), path.resolve(__dirname, process.env.PRODUCTS ?? 'products.csv'));
  const ctx = await app.get(RequestContextService).create({ apiType: 'admin' });
  await app.get(ChannelService).update(ctx, {
    id: ctx.channelId, availableCurrencyCodes: ['USD', 'EUR', 'JPY', 'KWD'], pricesIncludeTax: false,
  });
  await app.get(SetUp).run(ctx);
  const admin = await app.get(RequestContextService).create({ apiType: 'admin', user: await superAdmin(app) });
  const role = await app.get(RoleService).create(admin, {
    code: 'recharge-sync', description: 'RechargeSync', permissions,
  });
  await app.get(AdministratorService).create(admin, {
    emailAddress: process.env.RECHARGE_USERNAME ?? 'recharge-sync@example.com',
    password: process.env.RECHARGE_PASSWORD ?? 'recharge-sync',
    firstName: 'Recharge', lastName: 'Sync', roleIds: [role.id],
  });
}

async function createDatabase() {
  const url = new URL(process.env.DATABASE_URL);
  const name = decodeURIComponent(url.pathname.slice(1));
  url.pathname = '/postgres';
  const client = new Client({ connectionString: url.href });
  await client.connect();
  const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
  if (!rowCount) await client.query(`create database ${client.escapeIdentifier(name)}`);
  await client.end();
}

async function superAdmin(app) {
  return app.get(TransactionalConnection).rawConnection.getRepository(User).findOneOrFail({
    where: { identifier: config.authOptions.superadminCredentials.identifier }, relations: ['roles', 'roles.channels'],
  });
}

(async () => {
  if (isSetup) await createDatabase();
  const app = await bootstrap(config);
  const variants = app.get(TransactionalConnection).rawConnection.getRepository(ProductVariant);
  if (await variants.count() === 0) await seed(app);
  if (isSetup) {
    await app.close();
    process.exit(0);
  }
  await app.get(JobQueueService).start();
  console.log('READY');
})().catch(error => {
  console.error(error);
  process.exit(1);
});
