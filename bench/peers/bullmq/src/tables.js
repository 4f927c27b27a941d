import { readFile } from 'node:fs/promises';
import { openDatabase } from './database.js';

const database = openDatabase(1);
await database.query(await readFile(new URL('../../schema.sql', import.meta.url), 'utf8'));
await database.end();
