// A Medusa for development and tests: node shop.mjs setup | start [port] | seed [url [file]] | admin. Needs DATABASE_URL
// but for seed and admin.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants, setPriority } from 'node:os';
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

// 'medusa build' needs TypeScript, which nothing else here does. The page is Medusa's own one, without those of plugins.
async function buildAdmin() {
  const lock = readFileSync(join(folder, 'package-lock.json'));
  const state = createHash('sha256').update(lock).digest('hex');
  const outDir = join(folder, '.medusa', 'admin');
  const built = join(outDir, '.built');
  if (existsSync(built) && readFileSync(built, 'utf8') === state) {
    console.log('The admin page is built.');
    return;
  }
  console.log('Building the admin page: this takes a minute or two and 1.6 GB of memory, once.');
  setPriority(constants.priority.PRIORITY_LOW);
  process.env.NODE_ENV = 'production';
  const { build } = await import('@medusajs/admin-bundler');
  await build({ disable: false, path: '/app', backendUrl: '/', outDir, sources: [], plugins: [] });
  writeFileSync(built, state);
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
  case 'admin':
    await buildAdmin();
    // What it is made with leaves handles open.
    process.exit(0);
    break;
  default:
    console.error('node shop.mjs setup | start [port] | seed [url [file]] | admin');
    process.exit(2);
}
