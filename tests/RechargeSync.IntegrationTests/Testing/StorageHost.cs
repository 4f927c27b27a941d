using Microsoft.Extensions.Hosting;
using RechargeSync.Core.Storage;

namespace RechargeSync.IntegrationTests.Testing;

/// <summary>What a service of the hot path has of storage, and nothing else.</summary>
internal static class StorageHost
{
    public static IHost On(string connectionString)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration[$"ConnectionStrings:{StorageServices.ConnectionName}"] = connectionString;
        builder.AddStorage().AddStorageHealth();
        return builder.Build();
    }
}
