// A Medusa for development and tests: node shop.mjs setup | start [port] | seed [url [file]]. Needs DATABASE_URL but for
// seed.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';

const folder = import.meta.dirname;
const require = createRequire(import.meta.url);
const medusa = require.resolve('@medusajs/cli/cli.js');
const [command, argument, file] = process.argv.slice(2);
process.chdir(folder);

function environment() {
  // The variable alone does not do: without the file each command leaves a process behind that sends events.
  const config = join(folder, '.config');
  const file = join(config, 'medusa', 'config.json');
  if (!existsSync(file)) {
    mkdirSync(join(config, 'medusa'), { recursive: true });
    writeFileSync(file, JSON.stringify({ telemetry: { enabled: false } }));
  }
  process.env.XDG_CONFIG_HOME = config;
  process.env.MEDUSA_DISABLE_TELEMETRY = 'true';
  // 'production' looks for a build.
  process.env.NODE_ENV = 'development';
}

function run(...args) {
  const { status } = spawnSync(process.execPath, [medusa, ...args], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

async function createDatabase() {
  const { Client } = require('pg');
  const url = new URL(process.env.DATABASE_URL);
  const name = decodeURIComponent(url.pathname.slice(1));
  url.pathname = '/postgres';
  const client = new Client({ connectionString: url.href });
  await client.connect();
  const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
  if (!rowCount) await client.query(`create database ${client.escapeIdentifier(name)}`);
  await client.end();
  return !rowCount;
}

environment();
switch (command) {
  case 'setup': {
    const isNew = await createDatabase();
    run('db:migrate');
    if (isNew) run('user', '-e', 'admin@example.com', '-p', 'supersecret');
    break;
  }
  case 'start':
    // In this process, so that whoever ends it ends the server.
    process.argv = [process.execPath, medusa, 'start', '-p', argument ?? process.env.PORT ?? '9100', '-H', '127.0.0.1'];
    require(medusa);
    break;
  case 'seed':
    process.argv.splice(2, 2, argument, file);
    await import('./seed.mjs');
    break;
  default:
    console.error('node shop.mjs setup | start [port] | seed [url [file]]');
    process.exit(2);
}
