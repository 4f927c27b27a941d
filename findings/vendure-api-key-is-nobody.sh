#!/usr/bin/env bash
# Vendure (@vendure/core) 3.7.3
# Guess:   whether an API key counts is seen by asking who one is: { me { … } }.
# Happens: a key that may do everything is told that it may not ask that, in the words for a wrong key.
# Seen:    orders: 0; me: You are not currently authorized to perform this action
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-vendure.sh"
vendure

judge "$(seen "$vendure_port" <<'JS'
import { ask, keyHeaders } from './client.mjs';
const headers = await keyHeaders();
console.log(`orders: ${(await ask('{ orders { totalItems } }', {}, { headers })).totalItems}`);
console.log(`me: ${await ask('{ me { identifier } }', {}, { headers })}`);
JS
)" "orders: 0; me: You are not currently authorized to perform this action" \
  "an API key of the superadmin's role may read orders and may not ask who it is"
