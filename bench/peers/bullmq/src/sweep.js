import { setTimeout as delay } from 'node:timers/promises';
import { jobOf } from './queue.js';

const interval = 5_000;
const margin = 5_000;

// Older than any job that still waits: the row's own job was lost. Re-adding one that is delayed or in work changes nothing.
const stuck = {
  name: 'stuck',
  text: `UPDATE inbox SET enqueued_at = now() WHERE id IN (
      SELECT id FROM inbox
      WHERE state = 0 AND enqueued_at < now() - interval '15 seconds' AND enqueued_at < to_timestamp($1)
      ORDER BY enqueued_at LIMIT 1000 FOR UPDATE SKIP LOCKED)
    RETURNING id, order_id`,
};

async function sweep(database, queue) {
  const [oldest] = await queue.getJobs(['waiting'], 0, 0, true);
  const { rows } = await database.query({ ...stuck, values: [((oldest?.timestamp ?? Date.now()) - margin) / 1000] });
  await queue.addBulk(rows.map(row => {
    const [name, data, opts] = jobOf(row.id, row.order_id);
    return { name, data, opts };
  }));
}

/** Adds the jobs of rows again that were committed but never reached the queue. */
export function startSweep(database, queue) {
  const ending = new AbortController();
  const loop = (async () => {
    while (!ending.signal.aborted) {
      await sweep(database, queue).catch(error => console.error('sweep:', error.message));
      await delay(interval, null, { signal: ending.signal }).catch(() => {});
    }
  })();
  return () => {
    ending.abort();
    return loop;
  };
}
