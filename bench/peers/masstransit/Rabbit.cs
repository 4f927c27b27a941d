using MassTransit;

namespace MassTransitPeer;

internal static class Rabbit
{
    public static readonly Uri Address = Settings.Url("RABBIT_URL", "amqp://guest:guest@127.0.0.1:5672");

    public static void ConfigureHost(this IRabbitMqBusFactoryConfigurator rabbit)
    {
        var user = Address.UserInfo.Split(':');
        rabbit.Host(
            Address.Host,
            (ushort)Address.Port,
            "/",
            host =>
            {
                host.Username(Uri.UnescapeDataString(user[0]));
                host.Password(Uri.UnescapeDataString(user[^1]));
            }
        );
    }
}
