using JasperFx.CodeGeneration;
using Wolverine;
using Wolverine.Postgresql;

namespace WolverinePeer;

internal static class Ingress
{
    public static WebApplication Build(Settings settings)
    {
        var builder = WebhookServer.Create(settings);
        var database = Database.Open(settings, settings.IngressConnections * 2);
        builder.Services.AddSingleton(database);
        builder.Services.AddSingleton<IInbox, Inbox>();
        builder.Host.UseWolverine(options =>
        {
            options.UsePostgres(database, "ingress");
            options.Discovery.DisableConventionalDiscovery();
            options.PublishMessage<SyncOrder>().ToPostgresqlQueue(Messaging.Queue);
        });
        return builder.Build();
    }
}
