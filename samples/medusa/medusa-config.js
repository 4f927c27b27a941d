const { defineConfig } = require('@medusajs/framework/utils');

// For RechargeSync. Medusa keeps custom_display_id unique in its database, so no two orders can have one reference.
// Drafts only: what a shopper writes into a cart's metadata comes along to the order, and must not claim a reference.
const referenceOf = async order => (order.is_draft_order ? order.metadata?.external_reference : undefined);

module.exports = defineConfig({
  admin: { disable: true },
  projectConfig: {
    databaseUrl: process.env.DATABASE_URL,
    databaseDriverOptions: { connection: { ssl: false } },
    http: {
      storeCors: 'http://localhost:8000',
      adminCors: 'http://localhost:9000',
      authCors: 'http://localhost:9000',
      jwtSecret: process.env.JWT_SECRET ?? 'for-a-shop-on-this-machine',
      cookieSecret: process.env.COOKIE_SECRET ?? 'for-a-shop-on-this-machine',
    },
  },
  modules: [{ resolve: '@medusajs/medusa/order', options: { generateCustomDisplayId: referenceOf } }],
});
