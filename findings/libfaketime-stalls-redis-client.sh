#!/usr/bin/env bash
# libfaketime 0.9.10 (Debian 12, glibc 2.36) with StackExchange.Redis 3.4.35
# Guess:   with FAKETIME_DONT_FAKE_MONOTONIC=1 and a clock that is not moved at all, a program runs as without libfaketime:
#          only its wall clock can be another, and no time-out depends on that.
# Happens: libfaketime still bends timed waits (its "monotonic fix", chosen by itself). The client's connections stall over
#          and over, and commands time out after five seconds. FAKETIME_FORCE_MONOTONIC_FIX=0 ends it. Version 2.13.23 of
#          the client waits in another way and does not mind.
# Seen:    3.4.35: stalls; 3.4.35 without the fix: none; 2.13.23: none
. "$(dirname "$0")/lib.sh"

library=$(find /usr/lib /usr/local/lib -name libfaketimeMT.so.1 2>/dev/null | head -1)
[ -n "$library" ] || { echo "skipped: needs libfaketime"; exit 2; }
redis

program() {
  console "$1" "StackExchange.Redis@$2" <<'CS'
using System.Diagnostics;
using StackExchange.Redis;

var redis = await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{args[0]}");
var slowest = TimeSpan.Zero;
for (var clock = Stopwatch.StartNew(); clock.Elapsed < TimeSpan.FromSeconds(15); await Task.Delay(10))
{
    var start = clock.Elapsed;
    try
    {
        await redis.GetDatabase().StringSetAsync("key", "value");
    }
    catch (Exception exception) when (exception is RedisException or TimeoutException)
    {
    }

    slowest = clock.Elapsed - start > slowest ? clock.Elapsed - start : slowest;
}

Console.WriteLine(slowest > TimeSpan.FromSeconds(2) ? "stalls" : "none");
CS
}
program New 3.4.35
program Old 2.13.23

echo "+0" >"$work/clock"
faked() {
  LD_PRELOAD=$library FAKETIME_TIMESTAMP_FILE=$work/clock FAKETIME_CACHE_DURATION=1 FAKETIME_DONT_FAKE_MONOTONIC=1 \
    NO_FAKE_STAT=1 answer 60 "$@"
}
new=$(faked New "$redis_port")
fixed=$(FAKETIME_FORCE_MONOTONIC_FIX=0 faked New "$redis_port")
old=$(faked Old "$redis_port")
judge "3.4.35: $new; 3.4.35 without the fix: $fixed; 2.13.23: $old" \
  "3.4.35: stalls; 3.4.35 without the fix: none; 2.13.23: none" \
  "a program under libfaketime stalls in StackExchange.Redis 3 although no clock is moved, unless the monotonic fix is off"
