import { UnrecoverableError, Worker } from 'bullmq';
import { openDatabase } from './database.js';
import { Refused } from './http.js';
import { run } from './processes.js';
import { openQueue, queueName, workerConnection } from './queue.js';
import { settings } from './settings.js';
import { startSweep } from './sweep.js';
import { OrderSync } from './sync.js';

const processes = Math.min(settings.processes, settings.concurrency);

async function work() {
  const concurrency = Math.ceil(settings.concurrency / processes);
  const database = openDatabase(Math.min(concurrency, 16));
  const sync = new OrderSync(database);
  const worker = new Worker(queueName, job => handle(sync, job), { connection: workerConnection(), concurrency });
  worker.on('error', error => console.error('worker:', error.message));
  await worker.waitUntilReady();

  return async () => {
    await worker.close();
    await sync.close();
    await database.end();
  };
}

async function handle(sync, job) {
  const { id, orderId } = job.data;
  try {
    await sync.run(id, job.id);
  } catch (error) {
    const isRefused = error instanceof Refused;
    if (isRefused || job.attemptsMade + 1 >= job.opts.attempts) {
      await sync.finish(id, orderId, 4, error.message);
    }

    throw isRefused ? new UnrecoverableError(error.message) : error;
  }
}

async function lead() {
  const [database, queue] = [openDatabase(1), await openQueue()];
  const stop = startSweep(database, queue);
  console.log('ready');
  return async () => {
    await stop();
    await queue.close();
    await database.end();
  };
}

await run(processes, work, lead);
