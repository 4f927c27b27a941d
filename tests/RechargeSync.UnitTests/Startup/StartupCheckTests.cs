using Microsoft.Extensions.Hosting;
using RechargeSync.Core.Startup;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Streams;
using RechargeSync.Core.Work;

namespace RechargeSync.UnitTests.Startup;

public sealed class StartupCheckTests
{
    [Fact]
    public void Every_check_is_registered_by_the_room_that_it_belongs_to()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration["ConnectionStrings:syncdb"] = "Host=127.0.0.1";
        builder.Configuration["ConnectionStrings:redis"] = "127.0.0.1:1";
        builder.AddStorage();
        builder.AddRedis();
        builder.AddWork();

        var registered = builder
            .Services.Where(service => service.ServiceType == typeof(IStartupCheck))
            .Select(service => service.ImplementationType!.Name)
            .Order(StringComparer.Ordinal);
        var all = typeof(IStartupCheck)
            .Assembly.GetTypes()
            .Where(type => type.IsClass && type.IsAssignableTo(typeof(IStartupCheck)))
            .Select(type => type.Name)
            .Order(StringComparer.Ordinal);
        Assert.Equal(all, registered);
    }
}
