#!/usr/bin/env bash
# Redis 7.0.15; needs redis-server and redis-cli
# Guess:   XINFO GROUPS' lag, the entries a group has yet to read, is always known while nobody trims unread entries.
# Happens: deleting an entry that was read and acknowledged, but before an older one, makes lag nil; a scaler by lag sees
#          nothing then. It comes back when the older ones are deleted too, so with workers in parallel it comes and goes.
# Seen:    read 3 of 5: lag 2; third deleted: lag nil; first two deleted too: lag 2
. "$(dirname "$0")/lib.sh"

needs redis-cli
redis
ask() { redis-cli -p "$redis_port" "$@"; }
lag() { ask --no-raw XINFO GROUPS orders | sed -n '/"lag"/{n;s/.*) //p}' | tr -d '()' | sed 's/integer //'; }
for id in 1 2 3 4 5; do ask XADD orders $id-0 field value; done >/dev/null
ask XGROUP CREATE orders group 0 >/dev/null
ask XREADGROUP GROUP group consumer COUNT 3 STREAMS orders '>' >/dev/null
seen="read 3 of 5: lag $(lag)"
{ ask XACK orders group 3-0; ask XDEL orders 3-0; } >/dev/null
seen+="; third deleted: lag $(lag)"
{ ask XACK orders group 1-0 2-0; ask XDEL orders 1-0 2-0; } >/dev/null
seen+="; first two deleted too: lag $(lag)"
judge "$seen" "read 3 of 5: lag 2; third deleted: lag nil; first two deleted too: lag 2" \
  "a group's lag is nil as soon as finished entries are deleted in another order than they were read"
