#!/usr/bin/env bash
# StackExchange.Redis 3.4.35; needs a redis-server (6.2 or later)
# Guess:   ExecuteAsync("XREADGROUP", …) answers what it did in 2.x: an array of streams, each an array of key and entries.
# Happens: 3.x speaks RESP3 unless told otherwise, where the answer is a map, and RedisResult lays a map out flat: item 0 is
#          the key itself. With protocol=resp2 the old shape is back. The typed StreamReadGroupAsync reads both, but cannot
#          BLOCK.
# Seen:    default: 2 items, the first a BulkString; protocol=resp2: 1 item, the first an Array
. "$(dirname "$0")/lib.sh"

redis
console Read StackExchange.Redis@3.4.35 <<'CS'
using StackExchange.Redis;

foreach (var protocol in new[] { "default", "protocol=resp2" })
{
    await using var redis = await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{args[0]}{(protocol == "default" ? "" : "," + protocol)}");
    var database = redis.GetDatabase();
    await database.StreamCreateConsumerGroupAsync(protocol, "group", "0");
    await database.StreamAddAsync(protocol, "field", "value");
    var answer = await database.ExecuteAsync("XREADGROUP", "GROUP", "group", "consumer", "STREAMS", protocol, ">");
    Console.WriteLine($"{protocol}: {answer.Length} items, the first a {answer[0].Resp3Type}");
}
CS
judge "$(answer 30 Read "$redis_port")" \
  "default: 2 items, the first a BulkString; protocol=resp2: 1 items, the first a Array" \
  "an untyped XREADGROUP is a flat map by default and nested arrays under protocol=resp2"
