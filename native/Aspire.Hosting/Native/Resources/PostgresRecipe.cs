using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Npgsql;

namespace Aspire.Hosting.Native;

/// <summary>Runs a Postgres server from the programs of this machine.</summary>
internal sealed class PostgresRecipe(PostgresServerResource server) : ProcessRecipe
{
    public const string DefaultUser = "postgres";

    private static readonly string[] s_serious = ["FATAL:", "PANIC:"];
    private static readonly string[] s_ordinary = ["the database system is", "terminating connection due to administrator command"];

    private readonly HashSet<string> _created = new(StringComparer.Ordinal);

    public override string ResourceType => "Postgres";

    public override async Task<ProcessSpec> PrepareAsync(LaunchContext context, CancellationToken cancellationToken)
    {
        var programs = await ProgramProvider.FindPostgresDirectoryAsync(context.Say, context.Clock, cancellationToken);
        var user = Posix.IsRoot ? UnixUser.ForPostgres() : null;
        var home = DataVolume.DirectoryOf(server, context);
        var data = Path.Combine(home, "data");
        if (!File.Exists(Path.Combine(data, "PG_VERSION")))
        {
            await InitializeAsync(programs, home, data, user, context, cancellationToken);
        }

        var port = context.Ports.Values.First().ToString(CultureInfo.InvariantCulture);
        return new ProcessSpec(Path.Combine(programs, "postgres"),
        [
            "-D", data, "-p", port, "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", .. context.Arguments,
        ])
        {
            Environment = context.Environment,
            RunAs = user,

            // Ends at once and in order, without waiting for clients to leave.
            StopSignal = Posix.SigInt,
        };
    }

    public override async Task<string?> CheckAsync(LaunchContext context, CancellationToken cancellationToken)
    {
        var connectionString = await server.ConnectionStringExpression.GetValueAsync(cancellationToken);
        try
        {
            await using var connection = new NpgsqlConnection($"{connectionString};Database=postgres;Pooling=false;Timeout=5");
            await connection.OpenAsync(cancellationToken);
            foreach (var database in server.Databases.Where(d => !_created.Contains(d.DatabaseName)))
            {
                await CreateAsync(connection, database.DatabaseName, cancellationToken);
                _created.Add(database.DatabaseName);
            }

            return null;
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException or System.Net.Sockets.SocketException)
        {
            return exception.Message;
        }
    }

    // An ERROR is its client's to report. A client that comes too early or leaves too late is part of starting and stopping.
    public override bool IsNotable(string line) =>
        s_serious.Any(s => line.Contains(s, StringComparison.Ordinal)) && !s_ordinary.Any(o => line.Contains(o, StringComparison.Ordinal));

    private async Task InitializeAsync(
        string programs, string home, string data, UnixUser? user, LaunchContext context, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(home);
        var passwordFile = Path.Combine(home, "password");
        var password = await server.PasswordParameter.GetValueAsync(cancellationToken);
        UnixFile.WritePrivate(passwordFile, password!);
        if (user is not null)
        {
            await RunAsync(new ProcessSpec("chown", ["-R", $"{user.UserId}:{user.GroupId}", home]), context, cancellationToken);
        }

        var userName = await server.UserName.GetValueAsync(cancellationToken);
        await RunAsync(
            new ProcessSpec(
                Path.Combine(programs, "initdb"),
                ["-D", data, "-U", userName!, "--pwfile", passwordFile, "--auth", "scram-sha-256", "-E", "UTF8", "--no-locale", "--no-instructions"])
            { RunAs = user },
            context,
            cancellationToken);
        File.Delete(passwordFile);
    }

    private static async Task RunAsync(ProcessSpec spec, LaunchContext context, CancellationToken cancellationToken)
    {
        var (exitCode, output) = await ChildProcess.RunAsync(spec, onLine: null, context.Clock, cancellationToken);
        if (exitCode != 0)
        {
            throw new DistributedApplicationException($"{Path.GetFileName(spec.FileName)} ended with {exitCode}: {output}");
        }
    }

    private static async Task CreateAsync(NpgsqlConnection connection, string name, CancellationToken cancellationToken)
    {
        await using var exists = new NpgsqlCommand("select 1 from pg_database where datname = $1", connection);
        exists.Parameters.AddWithValue(name);
        if (await exists.ExecuteScalarAsync(cancellationToken) is null)
        {
            using var builder = new NpgsqlCommandBuilder();
            await using var create = new NpgsqlCommand($"create database {builder.QuoteIdentifier(name)}", connection);
            await create.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
