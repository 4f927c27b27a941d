import cluster from 'node:cluster';

/** Runs `child` in `count` processes, and in the first one `ready` once all of them are. SIGTERM ends them all. */
export async function run(count, child, ready = () => {}) {
  if (!cluster.isPrimary) {
    const stop = await child();
    process.on('SIGTERM', () => stop().finally(() => process.exit(0)));
    process.send('ready');
    return;
  }

  const up = new Set();
  let isStopping = false;
  let end = async () => {};
  const stop = () => {
    isStopping = true;
    Object.values(cluster.workers).forEach(worker => worker.process.kill('SIGTERM'));
  };

  cluster.on('message', async worker => {
    if (up.add(worker.id).size === count) {
      end = (await ready()) ?? end;
    }
  });
  cluster.on('exit', worker => {
    if (!isStopping && up.has(worker.id)) {
      cluster.fork();
    } else if (!isStopping) {
      // Where one cannot start, the next cannot either.
      process.exitCode = 1;
      stop();
    }

    if (isStopping && Object.keys(cluster.workers).length === 0) {
      end().finally(() => process.exit());
    }
  });
  process.on('SIGTERM', stop);
  for (let i = 0; i < count; i++) {
    cluster.fork();
  }
}
