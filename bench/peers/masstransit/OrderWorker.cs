using MassTransit;

namespace MassTransitPeer;

internal static class OrderWorker
{
    public static async Task RunAsync(Settings settings)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(_ => Database.Open(settings, Math.Min(settings.Concurrency, 32)));
        builder.Services.AddSingleton<OrderTable>();
        builder.Services.AddSingleton<OrderSync>();
        builder.Services.AddSingleton<Announcer>();
        builder.Services.AddMassTransit(bus =>
        {
            bus.AddConsumer<SyncOrderConsumer>();
            bus.UsingRabbitMq(
                (context, rabbit) =>
                {
                    rabbit.ConfigureHost();
                    rabbit.ReceiveEndpoint(
                        SyncOrder.Queue,
                        endpoint =>
                        {
                            endpoint.ConcurrentMessageLimit = settings.Concurrency;
                            endpoint.PrefetchCount = settings.Concurrency * 2;
                            endpoint.UseMessageRetry(retry =>
                            {
                                retry.Exponential(
                                    SyncOrderConsumer.Retries,
                                    TimeSpan.FromSeconds(2),
                                    TimeSpan.FromSeconds(30),
                                    TimeSpan.FromSeconds(2)
                                );
                                retry.Ignore<RefusedException>();
                            });
                            endpoint.ConfigureConsumer<SyncOrderConsumer>(context);
                        }
                    );
                }
            );
        });
        builder.Services.AddHostedService<Sweep>();
        builder.Services.Configure<MassTransitHostOptions>(host => host.WaitUntilStarted = true);

        using var host = builder.Build();
        await host.StartAsync();
        Console.WriteLine("ready");
        await host.WaitForShutdownAsync();
    }
}
