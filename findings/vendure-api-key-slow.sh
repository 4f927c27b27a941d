#!/usr/bin/env bash
# Vendure (@vendure/core) 3.7.3
# Guess:   an API key is the way for programs: as quick as the token of a session, without its log-in.
# Happens: the key's hash is one for passwords, and is computed anew for every call: some hundreds of milliseconds of
#          processor time each, beside which everything else waits.
# Seen:    an API key takes 10 times as long and more (445 ms and 18 ms)
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-vendure.sh"
vendure

judge "$(seen "$vendure_port" <<'JS'
import { ask, keyHeaders } from './client.mjs';
const headers = await keyHeaders();
async function time(headers) {
  const began = performance.now();
  const { totalItems } = await ask('{ countries { totalItems } }', {}, { headers });
  return totalItems === 1 ? performance.now() - began : NaN;
}
const median = times => times.sort((a, b) => a - b)[times.length >> 1];
const [keys, sessions] = [[], []];
for (let turn = 0; turn < 11; turn++) {
  keys.push(await time(headers));
  sessions.push(await time());
}
const [key, session] = [median(keys), median(sessions)];
console.error(`${key} ms, ${session} ms`);
console.log(key > 5 * session ? 'slow' : `${key} ms by key, ${session} ms by session`);
JS
)" "slow" "a call by API key takes more than 5 times as long as one by a session's token"
