#!/usr/bin/env bash
# WolverineFx.Postgresql 6.62.0 with PostgreSQL 15.18
# Guess:   the messages that a killed process had in its durable inbox are taken up where it is started again, or soon after
#          by the listener, which looks every quarter of a second here.
# Happens: they belong to a node that counts as alive until its heartbeats are a minute old. The process that is started in
#          its place handles new messages at once, and those old ones more than a minute after the kill.
# Seen:    new: after 10 to 19 s, which is the start of the process on a busy machine; old: after 73 to 77 s
. "$(dirname "$0")/lib.sh"
postgres

console Node WolverineFx.Postgresql@6.62.0 WolverineFx.RuntimeCompilation@6.62.0 <<'CS'
using JasperFx.Core;
using JasperFx.Resources;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Wolverine;
using Wolverine.Postgresql;

var builder = Host.CreateApplicationBuilder();
builder.Logging.ClearProviders();
builder.UseWolverine(options =>
{
    var database = $"Host=127.0.0.1;Port={args[0]};Username=postgres;Database=postgres";
    options.PersistMessagesWithPostgresql(database).EnableMessageTransport();
    options.PublishMessage<Work>().ToPostgresqlQueue("work");
    options.ListenToPostgresqlQueue("work").UseDurableInbox().PollingInterval(250.Milliseconds());
});
builder.Services.AddResourceSetupOnStartup();
using var host = builder.Build();
await host.StartAsync();

var bus = host.Services.GetRequiredService<IMessageBus>();
await bus.InvokeAsync(new Work("compiled")); // the code around the handler
WorkHandler.Ends = args[1] == "new";
Console.WriteLine($"process {Environment.ProcessId}");
await bus.PublishAsync(new Work(args[1]));
await Task.Delay(Timeout.Infinite);

public record Work(string Name);

public static class WorkHandler
{
    public static bool Ends { get; set; } = true;

    public static async Task Handle(Work work)
    {
        Console.WriteLine($"handles {work.Name}");
        if (!Ends)
        {
            await Task.Delay(Timeout.Infinite);
        }
    }
}
CS

# handled SECONDS PROCESS MESSAGE : waits until that process has begun with that message; says how long after the kill that was.
handled() { until_true "$1" grep -q "handles $3" "$work/$2.log" && echo $((SECONDS - ${killed:-0})); }
end() { kill -KILL "$(sed -n 's/^process //p' "$work/$1.log")"; }

run 290 Node "$postgres_port" old >"$work/first.log" 2>"$work/errors" &
handled 90 first old >/dev/null || fails_to_start first
sleep 10 # some heartbeats
end first
killed=$SECONDS
run 290 Node "$postgres_port" new >"$work/second.log" 2>"$work/errors" &
new=$(handled 90 second new) || fails_to_start second
old=$(handled 120 second old) || old=many
end second
seen="new after $new s, old after $old s"
[ "$old" = many ] || [ "$old" -lt 50 ] || [ "$old" -lt $((new + 20)) ] || seen="old a minute after the kill, new long before"
judge "$seen" "old a minute after the kill, new long before" \
  "what a killed process had taken waits for more than a minute, although its successor already handles what is new"
