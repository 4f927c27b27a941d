namespace Aspire.StackExchange.Redis;

/// <summary>Settings of a Redis client, read from <c>Aspire:StackExchange:Redis[:{name}]</c>.</summary>
public sealed class StackExchangeRedisSettings
{
    /// <summary>The connection string, <c>host:port,password=…</c>; <c>ConnectionStrings:{name}</c> replaces it.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Leaves the health check out.</summary>
    public bool DisableHealthChecks { get; set; }
}
