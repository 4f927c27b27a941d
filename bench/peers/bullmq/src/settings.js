const number = (name, fallback) => Number(process.env[name] ?? fallback);

export const settings = {
  port: number('PORT', 5101),
  postgres: process.env.PG_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres',
  redis: process.env.REDIS_URL ?? 'redis://127.0.0.1:6379',
  platform: process.env.PLATFORM_URL ?? 'http://127.0.0.1:5103/platform',
  recharge: process.env.RECHARGE_URL ?? 'http://127.0.0.1:5103/recharge',
  concurrency: number('CONCURRENCY', 32),
  secret: process.env.CLIENT_SECRET ?? 'dev-client-secret',
  token: process.env.ACCESS_TOKEN ?? 'dev-access-token',
  processes: number('PROCESSES', 2),
  ingressConnections: number('INGRESS_CONNECTIONS', 16),
};

export const store = 'default';
export const topic = 'order/created';
