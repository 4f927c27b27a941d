#!/usr/bin/env bash
# Vendure (@vendure/core) 3.7.3
# Guess:   a request that is too large is refused with 413, as permanent as it is, or with an error in GraphQL's form.
# Happens: above 100 KB the answer is 500 with an empty message, which looks like a passing fault of the server, and
#          whoever tries again gets it again.
# Seen:    99 KB: 200; 101 KB: 500 with the message ''
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-vendure.sh"
vendure

judge "$(seen "$vendure_port" <<'JS'
const send = async kilobytes =>
  fetch(`http://127.0.0.1:${process.argv[2]}/admin-api`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ __typename }', variables: { note: 'x'.repeat(kilobytes * 1024 - 100) } }),
  });
console.log(`99 KB: ${(await send(99)).status}`);
const refused = await send(101);
console.log(`101 KB: ${refused.status} with the message '${(await refused.json()).message}'`);
JS
)" "99 KB: 200; 101 KB: 500 with the message ''" "a request above 100 KB is answered 500 with an empty message"
