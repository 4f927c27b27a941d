using JasperFx.Core;
using Wolverine;
using Wolverine.ErrorHandling;
using Wolverine.Postgresql;
using Wolverine.Transports;

namespace WolverinePeer;

internal static class OrderWorker
{
    public static HostApplicationBuilder Create(Settings settings)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        var database = Database.Open(settings, Math.Min(settings.Concurrency, 32) + 8);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(database);
        builder.Services.AddSingleton<OrderTable>();
        builder.Services.AddSingleton<OrderSync>();
        builder.Services.AddSingleton<ISyncOrders, SyncOrders>();
        builder.UseWolverine(options =>
        {
            options.UsePostgres(database, "worker");
            options
                .ListenToPostgresqlQueue(Messaging.Queue)
                .UseDurableInbox(new BufferingLimits(Maximum: 10_000, Restart: 5_000))
                .MaximumParallelMessages(settings.Concurrency)
                .MaximumMessagesToReceive(1000)
                .PollingInterval(250.Milliseconds());
            options.OnException<RefusedException>().MoveToErrorQueue();
            options.OnAnyException().ScheduleRetry(SyncOrders.Pauses);
        });
        return builder;
    }

    public static async Task RunAsync(Settings settings)
    {
        using var host = Create(settings).Build();
        await host.StartAsync();
        Console.WriteLine("ready");
        await host.WaitForShutdownAsync();
    }
}
