#!/usr/bin/env bash
# Redis 7.0.15; needs redis-server and redis-cli
# Guess:   when memory is full and nothing may be evicted, XADD with MAXLEN 3, which deletes 197 entries for the one it
#          adds, is let through, since it frees memory.
# Happens: it is refused by its name, as an XADD, before anything is looked at. XTRIM MAXLEN 3, which does the same
#          deleting, is let through, and then the XADD too.
# Seen:    XADD MAXLEN 3: OOM command not allowed when used memory > 'maxmemory'.; XTRIM MAXLEN 3: 197; XADD again: added
. "$(dirname "$0")/lib.sh"

needs redis-cli
redis
ask() { redis-cli -p "$redis_port" "$@"; }
value=$(printf '%010000d' 0)
for _ in {1..200}; do ask XADD orders '*' field "$value"; done >/dev/null
ask CONFIG SET maxmemory 2mb >/dev/null
seen="XADD MAXLEN 3: $(ask XADD orders MAXLEN 3 '*' field value | head -n 1)"
seen+="; XTRIM MAXLEN 3: $(ask XTRIM orders MAXLEN 3)"
seen+="; XADD again: $(ask XADD orders MAXLEN 3 '*' field value | grep -q -- - && echo added)"
judge "$seen" "XADD MAXLEN 3: OOM *; XTRIM MAXLEN 3: 197; XADD again: added" \
  "a full Redis refuses an XADD MAXLEN that would free memory, and allows the XTRIM of the same effect"
