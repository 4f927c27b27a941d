import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { settings } from './settings.js';

export const queueName = 'orders';

// A queue fails at once while Redis is away, a worker waits for it: BullMQ's advice for production.
const failFast = { enableOfflineQueue: false, maxRetriesPerRequest: 1, enableAutoPipelining: true };
const wait = { maxRetriesPerRequest: null };
const retryStrategy = times => Math.max(Math.min(Math.exp(times), 20000), 1000);

export async function openQueue() {
  const connection = new Redis(settings.redis, { ...failFast, retryStrategy });
  const queue = new Queue(queueName, {
    connection,
    defaultJobOptions: {
      attempts: 15,
      backoff: { type: 'exponential', delay: 2000, jitter: 0.5 },
      // The inbox row is the record of success and failure alike.
      removeOnComplete: true,
      removeOnFail: true,
    },
  });
  queue.on('error', error => console.error('redis:', error.message));
  await queue.waitUntilReady();
  return queue;
}

export const workerConnection = () => new Redis(settings.redis, { ...wait, retryStrategy });

/** A job of an inbox row. The job's id makes adding it twice a no-op. */
export const jobOf = (id, orderId) => ['sync', { id, orderId }, { jobId: `row-${id}` }];
