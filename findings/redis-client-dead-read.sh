#!/usr/bin/env bash
# StackExchange.Redis 3.4.35; needs a redis-server (6.2 or later)
# Guess:   when XREADGROUP BLOCK ends in a RedisTimeoutException, the read is over, and the next read gets what comes.
# Happens: the client gives up, the command stays blocked in Redis. The next entry goes into that dead read: the following
#          read answers nothing, and the entry sits in this consumer's own pending list until somebody claims it.
# Seen:    first read: time-out; entries of the next read: 0; pending: 1
. "$(dirname "$0")/lib.sh"

redis
console Read StackExchange.Redis@3.4.35 <<'CS'
using StackExchange.Redis;

await using var reader = await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{args[0]},asyncTimeout=1000");
await using var writer = await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{args[0]}");
await writer.GetDatabase().StreamCreateConsumerGroupAsync("orders", "group", "0");
try
{
    await reader.GetDatabase().ExecuteAsync("XREADGROUP", "GROUP", "group", "consumer", "BLOCK", "10000", "STREAMS", "orders", ">");
    Console.WriteLine("first read: answer");
}
catch (RedisTimeoutException)
{
    Console.WriteLine("first read: time-out");
}
await writer.GetDatabase().StreamAddAsync("orders", "id", "1");
await Task.Delay(TimeSpan.FromSeconds(1));
var next = await reader.GetDatabase().StreamReadGroupAsync("orders", "group", "consumer", ">");
Console.WriteLine($"entries of the next read: {next.Length}");
Console.WriteLine($"pending: {(await writer.GetDatabase().StreamPendingAsync("orders", "group")).PendingMessageCount}");
CS
judge "$(answer 30 Read "$redis_port")" "first read: time-out; entries of the next read: 0; pending: 1" \
  "a blocking read that timed out in the client still takes the next entry, which no read then sees"
