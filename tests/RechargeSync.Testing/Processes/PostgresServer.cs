using System.Globalization;
using Npgsql;

namespace RechargeSync.Testing.Processes;

/// <summary>A real Postgres on its own data, never run as root.</summary>
internal sealed class PostgresServer : IDisposable
{
    private static readonly TimeSpan s_start = TimeSpan.FromSeconds(60);

    private readonly string _home;
    private readonly OutputLog _log;
    private readonly int _port = Programs.FreePort();
    private readonly string? _user = Posix.IsRoot ? Unprivileged() : null;
    private readonly SmallVolume? _volume;
    private readonly MovedClock? _clock;
    private Child? _child;

    /// <param name="home">Its own directory.</param>
    /// <param name="log">Takes what it prints.</param>
    /// <param name="volume">What is mounted there; null is nothing.</param>
    /// <param name="clock">Its clock; null is the true one.</param>
    public PostgresServer(string home, OutputLog log, SmallVolume? volume = null, MovedClock? clock = null)
    {
        (_home, _log, _volume, _clock) = (home, log, volume, clock);
        ConnectionString = string.Create(
            CultureInfo.InvariantCulture,
            $"Host=127.0.0.1;Port={_port};Username=postgres;Database=syncdb"
        );
        Source = new NpgsqlDataSourceBuilder(
            ConnectionString + ";Timeout=5;Command Timeout=30;Application Name=auditor;Maximum Pool Size=8"
        ).Build();
    }

    public string ConnectionString { get; }

    /// <summary>Settings beyond the usual ones, by name.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    public int ProcessId => _child!.Id;

    public bool IsRunning => _child is { HasExited: false };

    /// <summary>The auditor's own connections.</summary>
    public NpgsqlDataSource Source { get; }

    /// <summary>Where its collector writes, if it is told to collect.</summary>
    public string LogDirectory => Path.Combine(Data, "log");

    private string Data => Path.Combine(_home, "data");

    /// <summary>Makes the data directory and the database.</summary>
    public async Task CreateAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(_home);
        var programs = Programs.PostgresDirectory;
        if (_user is not null)
        {
            await Launcher.RunAsync(
                new ChildSpec("chown", "/bin/chown", ["-R", _user, _home], "/") { Volume = _volume },
                cancellationToken
            );
        }

        await Launcher.RunAsync(
            new ChildSpec(
                "initdb",
                Path.Combine(programs, "initdb"),
                [
                    "-D",
                    Data,
                    "-U",
                    "postgres",
                    "--auth",
                    "trust",
                    "-E",
                    "UTF8",
                    "--no-locale",
                    "--no-instructions",
                    "-N",
                    .. _volume is null ? (string[])[] : ["--wal-segsize=1"],
                ],
                _home
            )
            {
                User = _user,
                Volume = _volume,
            },
            cancellationToken
        );
        await StartAsync("postgres", cancellationToken);
        await using var source = NpgsqlDataSource.Create(
            ConnectionString.Replace("Database=syncdb", "Database=postgres;Pooling=false", StringComparison.Ordinal)
        );
        await using var create = source.CreateCommand("CREATE DATABASE syncdb");
        await create.ExecuteNonQueryAsync(cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => StartAsync("syncdb", cancellationToken);

    /// <summary>SIGINT: connections are cut, what is committed is written out.</summary>
    public Task StopFastAsync() => _child!.StopAsync(Posix.SigInt);

    /// <summary>SIGQUIT: everything is dropped at once, and the next start recovers from the log.</summary>
    public Task StopImmediatelyAsync() => _child!.StopAsync(Posix.SigQuit);

    /// <summary>Writes the database to a file; returns its path.</summary>
    public async Task<string> DumpAsync(CancellationToken cancellationToken)
    {
        var file = Path.Combine(_home, "dump");
        await RunAsync("pg_dump", ["--format=custom", "--file", file, .. Server, "syncdb"], cancellationToken);
        return file;
    }

    /// <summary>Puts the database back to what a dump holds; cuts whoever is connected.</summary>
    public async Task RestoreAsync(string dump, CancellationToken cancellationToken)
    {
        Source.Clear();
        await RunAsync("dropdb", ["--force", .. Server, "syncdb"], cancellationToken);
        await RunAsync("createdb", [.. Server, "syncdb"], cancellationToken);
        await RunAsync("pg_restore", [.. Server, "--dbname", "syncdb", dump], cancellationToken);
    }

    private string[] Server =>
        ["--host", "127.0.0.1", "--port", _port.ToString(CultureInfo.InvariantCulture), "--username", "postgres"];

    private async Task RunAsync(string program, string[] arguments, CancellationToken cancellationToken) =>
        await Launcher.RunAsync(
            new ChildSpec(program, Path.Combine(Programs.PostgresDirectory, program), arguments, _home)
            {
                User = _user,
                Volume = _volume,
            },
            cancellationToken
        );

    /// <summary>Whether it takes a new connection and a statement.</summary>
    public async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString + ";Pooling=false;Timeout=5");
        return await AnswersAsync(source, cancellationToken);
    }

    public void Dispose()
    {
        Source.Dispose();
        _child?.Dispose();
    }

    private async Task StartAsync(string database, CancellationToken cancellationToken)
    {
        _child?.Dispose();
        _child = await Child.StartAsync(
            new ChildSpec(
                "postgres",
                Path.Combine(Programs.PostgresDirectory, "postgres"),
                [
                    "-D",
                    Data,
                    "-p",
                    _port.ToString(CultureInfo.InvariantCulture),
                    "-c",
                    "listen_addresses=127.0.0.1",
                    "-c",
                    "unix_socket_directories=",
                    "-c",
                    "max_connections=300",
                    "-c",
                    "log_min_messages=fatal",
                    "-c",
                    "log_min_error_statement=panic",
                    .. Parameters.SelectMany(parameter => (string[])["-c", $"{parameter.Key}={parameter.Value}"]),
                ],
                _home
            )
            {
                User = _user,
                Volume = _volume,
                Clock = _clock,
            },
            _log
        );
        await using var source = NpgsqlDataSource.Create(
            ConnectionString.Replace(
                "Database=syncdb",
                $"Database={database};Pooling=false;Timeout=5",
                StringComparison.Ordinal
            )
        );
        await Until.TrueAsync(
            () => AnswersAsync(source, cancellationToken),
            "Postgres answers",
            s_start,
            cancellationToken
        );
    }

    private static async Task<bool> AnswersAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = source.CreateCommand("SELECT 1");
            return await command.ExecuteScalarAsync(cancellationToken) is 1;
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            return false;
        }
    }

    // User and group by number, as chown takes them: the group of "nobody" has another name on some systems.
    private static string Unprivileged()
    {
        var users = File.ReadLines("/etc/passwd")
            .Select(line => line.Split(':'))
            .ToDictionary(fields => fields[0], fields => $"{fields[2]}:{fields[3]}", StringComparer.Ordinal);
        return users.GetValueOrDefault("postgres") ?? users["nobody"];
    }
}
