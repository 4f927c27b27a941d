#!/usr/bin/env bash
# StackExchange.Redis 3.4.35; needs a redis-server
# Guess:   the client's admin mode guards what changes a server; INFO, which only reads, and the typed InfoAsync work always.
# Happens: both throw RedisCommandException in the client, without a word to the server, unless allowAdmin=true; which then
#          also lets FLUSHALL and SHUTDOWN through. A start-up check that forgives failures is silently off.
# Seen:    ExecuteAsync: refused by the client; InfoAsync: refused by the client
. "$(dirname "$0")/lib.sh"

redis
console Info StackExchange.Redis@3.4.35 <<'CS'
using StackExchange.Redis;

await using var redis = await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{args[0]}");
await TryAsync("ExecuteAsync", () => redis.GetDatabase().ExecuteAsync("INFO", "memory"));
await TryAsync("InfoAsync", () => redis.GetServers()[0].InfoAsync("memory"));

static async Task TryAsync(string name, Func<Task> ask)
{
    try
    {
        await ask();
        Console.WriteLine($"{name}: answered");
    }
    catch (RedisCommandException)
    {
        Console.WriteLine($"{name}: refused by the client");
    }
}
CS
judge "$(answer 30 Info "$redis_port")" "ExecuteAsync: refused by the client; InfoAsync: refused by the client" \
  "INFO, typed or not, is refused by the client unless it may flush and shut down as well"
