namespace Aspire.Npgsql.EntityFrameworkCore.PostgreSQL;

/// <summary>
/// Settings of a Postgres context, read from <c>Aspire:Npgsql:EntityFrameworkCore:PostgreSQL[:{name}]</c> and the section
/// of the context's type name beneath it.
/// </summary>
public sealed class NpgsqlEntityFrameworkCorePostgreSQLSettings
{
    /// <summary>The connection string; <c>ConnectionStrings:{name}</c> replaces it.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Switches the retrying execution strategy off.</summary>
    public bool DisableRetry { get; set; }

    /// <summary>Leaves the health check out.</summary>
    public bool DisableHealthChecks { get; set; }

    /// <summary>Time for one command, in seconds; Npgsql's own default when null.</summary>
    public int? CommandTimeout { get; set; }
}
