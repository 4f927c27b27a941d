#!/usr/bin/env bash
# WolverineFx.Postgresql 6.62.0 with PostgreSQL 15.18
# Guess:   the polling interval is how long an idle listener may miss a new message; while a full batch comes back, the next
#          one is fetched at once. So a backlog drains as fast as it can be handled.
# Happens: a listener fetches one batch per interval, full or not. By default these are 20 messages and 5 s: 4 messages a
#          second, even to a handler that takes no time.
# Seen:    60 messages, 20 at a time, 5 s apart
. "$(dirname "$0")/lib.sh"
postgres

console Queue WolverineFx.Postgresql@6.62.0 WolverineFx.RuntimeCompilation@6.62.0 <<'CS'
using System.Collections.Concurrent;
using System.Diagnostics;
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
    options.ListenToPostgresqlQueue("work");
});
builder.Services.AddResourceSetupOnStartup();
Console.SetOut(TextWriter.Null); // to which the tables' statements go
using var host = builder.Build();
await host.StartAsync();

var bus = host.Services.GetRequiredService<IMessageBus>();
await bus.InvokeAsync(new Work(0)); // until the code around the handler is compiled
WorkHandler.Handled.Clear();
for (var id = 1; id <= 60; id++)
{
    await bus.PublishAsync(new Work(id));
}

while (WorkHandler.Handled.Count < 60)
{
    await Task.Delay(100);
}

var times = WorkHandler.Handled.Order().ToList();
var batches = new List<List<double>> { new() { times[0] } };
foreach (var time in times.Skip(1))
{
    if (time - batches[^1][^1] > 2)
    {
        batches.Add([]);
    }

    batches[^1].Add(time);
}

var apart = (batches[^1][0] - batches[0][0]) / Math.Max(1, batches.Count - 1);
await Console.Error.WriteLineAsync(string.Join(", ", batches.Select(batch => batch.Count)));
Console.SetOut(new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true });
Console.WriteLine($"60 messages, {batches.Max(batch => batch.Count)} at a time, {apart:F0} s apart");
Environment.Exit(0);

public record Work(int Id);

public static class WorkHandler
{
    public static ConcurrentBag<double> Handled { get; } = [];

    public static void Handle(Work work) => Handled.Add(Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency);
}
CS
judge "$(answer 120 Queue "$postgres_port")" "60 messages, 20 at a time, [56] s apart" \
  "a queue's listener takes 20 messages per 5 s, four a second, however many wait"
