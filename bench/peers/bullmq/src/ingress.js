import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import Fastify from 'fastify';
import { openDatabase } from './database.js';
import { run } from './processes.js';
import { jobOf, openQueue } from './queue.js';
import { rechargeOrder } from './order.js';
import { settings, topic } from './settings.js';
import { isSigned } from './signature.js';

const insert = {
  name: 'insert',
  text: `INSERT INTO inbox (topic, order_id, dedupe_key, body, state, reason, finished_at)
    VALUES ($1, $2, $3, $4, $5::smallint, $6, CASE WHEN $5::smallint = 0 THEN NULL ELSE now() END)
    ON CONFLICT (dedupe_key) DO NOTHING RETURNING id`,
};

function understand(body) {
  try {
    return isUtf8(body) ? { orderId: rechargeOrder(body.toString()).id } : { problem: 'not UTF-8' };
  } catch (error) {
    return { problem: error.message };
  }
}

let isAway = false;

// Not awaited: the row is committed, and what does not reach the queue is the sweep's. Redis has no say in the answer.
function enqueue(queue, id, orderId) {
  queue.add(...jobOf(id, orderId)).then(
    () => { isAway = false; },
    error => {
      if (!isAway) {
        console.error('queue is away, rows are left to the sweep:', error.message);
      }

      isAway = true;
    });
}

async function serve() {
  const database = openDatabase(settings.ingressConnections);
  const queue = await openQueue();
  await database.query('SELECT 1');

  const app = Fastify({ bodyLimit: 1024 * 1024, forceCloseConnections: true });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.get('/alive', () => 'alive');
  app.post(`/webhooks/recharge/default/${topic}`, async (request, reply) => {
    const body = request.body ?? Buffer.alloc(0);
    if (!isSigned(settings.secret, body, request.headers['x-recharge-hmac-sha256'])) {
      return reply.code(401).send({ error: 'signature refused' });
    }

    const { orderId, problem } = understand(body);
    const dedupeKey = createHash('sha256').update(`${topic}\n`).update(body).digest();
    const { rows } = await database.query({ ...insert, values: [topic, orderId, dedupeKey, body, problem ? 3 : 0, problem] });
    if (problem) {
      return { verdict: 'quarantined' };
    }

    if (rows.length === 0) {
      return { verdict: 'duplicate' };
    }

    enqueue(queue, rows[0].id, orderId);
    return { verdict: 'stored' };
  });
  app.setErrorHandler((error, _request, reply) => reply.code(error.statusCode ?? 503).send({ error: 'cannot store now' }));
  await app.listen({ host: '127.0.0.1', port: settings.port });

  return async () => {
    await app.close();
    await queue.close();
    await database.end();
  };
}

await run(settings.processes, serve);
