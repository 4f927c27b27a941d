import pg from 'pg';
import { settings } from './settings.js';

// Ids stay texts: a bigint does not fit a JavaScript number.
export function openDatabase(max) {
  const pool = new pg.Pool({ connectionString: settings.postgres, max, min: max, idleTimeoutMillis: 0, connectionTimeoutMillis: 5000 });
  pool.on('error', error => console.error('postgres:', error.message));
  return pool;
}
