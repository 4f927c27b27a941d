using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace RechargeSync.Core.Storage;

/// <summary>
/// Makes the services' roles where a password is given, and gives each what it needs: after each migration anew, so
/// that a new table is part of it.
/// </summary>
internal sealed partial class DatabaseRoles(SyncDbContext database, IOptions<DatabaseRolesOptions> options)
{
    /// <exception cref="MigrationFailedException">
    /// A role cannot be as it is configured; the message says why.
    /// </exception>
    public async Task GrantAsync(CancellationToken cancellationToken)
    {
        var roles = options.Value;
        (DatabaseRoleOptions Role, string Key, Func<string, string> Privileges)[] parts =
        [
            (roles.Ingress, nameof(roles.Ingress), Privileges.Ingress),
            (roles.Worker, nameof(roles.Worker), Privileges.Worker),
            (roles.Console, nameof(roles.Console), Privileges.Console),
        ];
        foreach (var (role, key, privileges) in parts.Where(part => part.Role.Name.Length > 0))
        {
            await CheckAsync(role, $"{DatabaseRolesOptions.Section}:{key}", cancellationToken);

            // One transaction: nobody who works with the role meanwhile finds it without its rights.
            await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
            await RunAsync(await MakeAsync(role, cancellationToken) + Grants(role.Name, privileges), cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
    }

    private async Task CheckAsync(DatabaseRoleOptions role, string key, CancellationToken cancellationToken)
    {
        var problem =
            !Name().IsMatch(role.Name) ? $"{key}:Name is 1 to 63 lower-case letters, digits or underscores"
            : role.Password.Any(letter => letter is < ' ' or > '~') ? $"{key}:Password is printable ASCII"
            : await IsTrueAsync($"SELECT current_user = '{role.Name}'", cancellationToken)
                ? $"{key}:Name is the role that migrates, and owns the tables: give each service one of its own"
            : role.Password.Length == 0 && !await ExistsAsync(role, cancellationToken)
                ? $"the role {role.Name} does not exist: create it, or set {key}:Password"
            : null;
        if (problem is not null)
        {
            throw new MigrationFailedException($"The schema is up to date, but {problem}");
        }
    }

    private async Task<string> MakeAsync(DatabaseRoleOptions role, CancellationToken cancellationToken) =>
        role.Password.Length == 0
            ? ""
            : $"{(await ExistsAsync(role, cancellationToken) ? "ALTER" : "CREATE")} ROLE {role.Name} "
                + $"LOGIN PASSWORD '{ScramSecret.Of(role.Password)}'; ";

    private string Grants(string role, Func<string, string> privileges)
    {
        var tables = database
            .Model.GetEntityTypes()
            .Select(entity => entity.GetTableName())
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);
        var rights = tables.Select(table =>
            $"REVOKE ALL ON {table} FROM {role};"
            + (privileges(table) is { Length: > 0 } some ? $" GRANT {some} ON {table} TO {role};" : "")
        );

        // The history tells the doctor what is pending. Before Postgres 15 everybody may make tables.
        return $"""
            REVOKE CREATE ON SCHEMA public FROM PUBLIC;
            GRANT USAGE ON SCHEMA public TO {role};
            GRANT SELECT ON "__EFMigrationsHistory" TO {role};
            {string.Join('\n', rights)}
            """;
    }

    private Task<bool> ExistsAsync(DatabaseRoleOptions role, CancellationToken cancellationToken) =>
        IsTrueAsync($"SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role.Name}')", cancellationToken);

    private async Task<bool> IsTrueAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, (NpgsqlConnection)database.Database.GetDbConnection());
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    private async Task RunAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, (NpgsqlConnection)database.Database.GetDbConnection());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    [GeneratedRegex("^[a-z_][a-z0-9_]{0,62}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
