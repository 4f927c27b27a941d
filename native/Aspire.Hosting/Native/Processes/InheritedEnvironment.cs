namespace Aspire.Hosting.Native;

/// <summary>Keeps from the programs what is meant for AppHost alone.</summary>
internal static class InheritedEnvironment
{
    private static readonly string[] s_prefixes =
        ["ASPIRE_", "PARAMETERS__", "DEMO__", "REPLICAS__", "PGHOST", "PGPORT", "PGUSER", "PGPASSWORD", "PGDATA", "PGDATABASE"];

    private static readonly string[] s_names =
        ["ASPNETCORE_URLS", "URLS", "HTTP_PORTS", "HTTPS_PORTS", "ASPNETCORE_HTTP_PORTS", "ASPNETCORE_HTTPS_PORTS", "DOTNET_LAUNCH_PROFILE", "DOTNET_STARTUP_HOOKS"];

    public static void Clean(IDictionary<string, string?> environment)
    {
        foreach (var key in environment.Keys.ToList())
        {
            if (s_names.Contains(key, StringComparer.OrdinalIgnoreCase)
                || s_prefixes.Any(p => key.StartsWith(p, StringComparison.OrdinalIgnoreCase)))
            {
                environment.Remove(key);
            }
        }
    }
}
