using RechargeSync.IntegrationTests.Testing;

namespace RechargeSync.IntegrationTests.Hosting;

/// <summary>Settings of a service that is started as a process: one store, whose sides nobody answers for.</summary>
internal static class ServiceSettings
{
    public static Dictionary<string, string> On(string postgres, string redis) =>
        new(StringComparer.Ordinal)
        {
            ["ConnectionStrings__syncdb"] = postgres,
            ["ConnectionStrings__redis"] = redis,
            ["Stores__default__ClientSecrets__0"] = Ingress.Secret,
            ["Stores__default__AccessToken"] = "token",
            ["Stores__default__Recharge__BaseUrl"] = "http://127.0.0.1:1",
            ["Stores__default__Platform__BaseUrl"] = "http://127.0.0.1:1",
            ["Reconciliation__Enabled"] = "false",
        };
}
