using MassTransit;

namespace MassTransitPeer;

internal static class Ingress
{
    public static async Task RunAsync(Settings settings)
    {
        var builder = WebhookServer.Create(settings);
        builder.Services.AddSingleton(_ => Database.Open(settings, settings.IngressConnections));
        builder.Services.AddSingleton<IInbox, Inbox>();
        builder.Services.AddSingleton<Announcer>();
        builder.Services.AddMassTransit(bus => bus.UsingRabbitMq((_, rabbit) => rabbit.ConfigureHost()));

        await using var app = builder.Build();
        await WebhookServer.RunAsync(app);
    }
}
