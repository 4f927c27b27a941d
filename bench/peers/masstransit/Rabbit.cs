using MassTransit;

namespace MassTransitPeer;

internal static class Rabbit
{
    public static void ConfigureHost(this IRabbitMqBusFactoryConfigurator rabbit, Settings settings)
    {
        var user = settings.Rabbit.UserInfo.Split(':');
        rabbit.Host(
            settings.Rabbit.Host,
            (ushort)settings.Rabbit.Port,
            "/",
            host =>
            {
                host.Username(Uri.UnescapeDataString(user[0]));
                host.Password(Uri.UnescapeDataString(user[^1]));
            }
        );
    }
}
