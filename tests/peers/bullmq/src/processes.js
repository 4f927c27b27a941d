import cluster from 'node:cluster';

/** Runs `child` in `count` processes, and in the first one `ready` once all of them are. SIGTERM ends them all. */
export async function run(count, child, ready = () => {}) {
  if (!cluster.isPrimary) {
    const stop = await child();
    process.on('SIGTERM', () => stop().finally(() => process.exit(0)));
    process.send('ready');
    return;
  }

  let waiting = count;
  let stopping = false;
  let end = async () => {};
  cluster.on('message', async () => {
    if (--waiting === 0) {
      end = (await ready()) ?? end;
    }
  });
  cluster.on('exit', () => {
    if (!stopping) {
      cluster.fork();
    } else if (Object.keys(cluster.workers).length === 0) {
      end().finally(() => process.exit(0));
    }
  });
  process.on('SIGTERM', () => {
    stopping = true;
    Object.values(cluster.workers).forEach(worker => worker.process.kill('SIGTERM'));
  });
  for (let i = 0; i < count; i++) {
    cluster.fork();
  }
}
