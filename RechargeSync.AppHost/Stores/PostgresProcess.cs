using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using RechargeSync.AppHost.Startup;

namespace RechargeSync.AppHost.Stores;

/// <summary>Makes a data folder (initdb) and runs postgres on it.</summary>
internal static class PostgresProcess
{
    // SIGTERM, which the orchestrator sends, lets Postgres wait for every client to leave; SIGINT ends it at once and
    // in order. Sent here rather than by AppHost, so that it holds also where AppHost was killed.
    private const string FastShutdown = """
        "$@" &
        server=$!
        trap 'kill -INT $server' TERM INT
        wait $server
        code=$?
        while kill -0 $server 2>/dev/null; do
          wait $server
          code=$?
        done
        exit $code
        """;

    private const string Initialize = """
        if [ -e "$1/PG_VERSION" ]; then
          echo "The data in $1 are there already."
          exit 0
        fi
        data=$1
        shift
        exec "$@" -D "$data"
        """;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(100);

    /// <summary>Adds a Postgres that is a program of this machine, and the step that makes its data folder.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The server's name.</param>
    /// <param name="folder">Where it keeps its files.</param>
    /// <param name="installation">What installs the program; null where it is there.</param>
    public static IResourceBuilder<PostgresProcessResource> AddPostgresProcess(
        this IDistributedApplicationBuilder builder,
        string name,
        StoreFolder folder,
        IResourceBuilder<ExecutableResource>? installation
    )
    {
        var home = Path.Combine(folder.FullName, name);
        var data = Path.Combine(home, "data");
        var passwordFile = Path.Combine(home, "password");
        var password = StorePassword.Create($"{name}-password", folder);
        var (program, userArguments) = PostgresUser.Shell();

        var initialization = builder
            .AddExecutable($"{name}-initdb", program, "/")
            .WithArgs(context =>
            {
                Add(context, [.. userArguments(), "-c", Initialize, "initdb", data, Program("initdb")]);
                Add(context, "-U", PostgresProcessResource.UserName);
                Add(context, "--pwfile", passwordFile, "--auth", "scram-sha-256");
                Add(context, "-E", "UTF8", "--no-locale", "--no-instructions");
            })
            .OnBeforeResourceStarted(
                async (_, _, cancellationToken) =>
                {
                    Directory.CreateDirectory(home);
                    PrivateFile.Write(passwordFile, (await password.GetValueAsync(cancellationToken))!);
                    await PostgresUser.GiveAsync(home, cancellationToken);
                }
            )
            .WithIconName("DatabaseArrowUp")
            .ExcludeFromManifest()
            .WaitForInstallation(installation)
            .Essential();

        var resource = new PostgresProcessResource(name, program, password);
        var connection = new StoreConnection(name);
        builder.Services.AddHealthChecks().AddNpgSql(_ => connection.Value, name: $"{name}_check");
        var postgres = builder
            .AddResource(resource)
            // Past the orchestrator's proxy, which costs two thirds of the throughput.
            .WithEndpoint(name: PostgresProcessResource.EndpointName, scheme: "tcp", isProxied: false)
            .WithArgs(context =>
            {
                Add(context, [.. userArguments(), "-c", FastShutdown, "postgres", Program("postgres"), "-D", data]);
                Add(context, "-p", resource.PrimaryEndpoint.Property(EndpointProperty.TargetPort));
                Add(context, "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=");

                // In the data folder, so that a server that was killed leaves nothing elsewhere.
                Add(context, "-c", "dynamic_shared_memory_type=mmap");
            })
            .WithIconName("DatabaseMultiple")
            .WithHealthCheck($"{name}_check")
            .ExcludeFromManifest()
            .WaitForCompletion(initialization)
            .OnConnectionStringAvailable(
                async (server, _, cancellationToken) =>
                    connection.Value = await ConnectionAsync(server, "postgres", cancellationToken)
            )
            .OnBeforeResourceStarted((_, _, cancellationToken) => UntilDataAreFreeAsync(data, cancellationToken))
            .OnResourceReady(
                (server, ready, cancellationToken) => CreateDatabasesAsync(builder, server, ready, cancellationToken)
            );
        initialization.WithParentRelationship(postgres);
        return postgres;
    }

    /// <summary>Adds a database, which is created once the server is ready.</summary>
    public static IResourceBuilder<PostgresProcessDatabaseResource> AddDatabase(
        this IResourceBuilder<PostgresProcessResource> postgres,
        string name
    )
    {
        var connection = new StoreConnection(name);
        postgres.ApplicationBuilder.Services.AddHealthChecks().AddNpgSql(_ => connection.Value, name: $"{name}_check");
        return postgres
            .ApplicationBuilder.AddResource(new PostgresProcessDatabaseResource(name, postgres.Resource))
            .WithIconName("Database")
            .WithHealthCheck($"{name}_check")
            .ExcludeFromManifest()
            .OnConnectionStringAvailable(
                async (database, _, cancellationToken) =>
                    connection.Value = await ConnectionAsync(database.Parent, database.Name, cancellationToken)
            );
    }

    // Without pooling: a health check's idle connection would stand in the way of who wants to copy or drop the
    // database.
    private static async Task<string> ConnectionAsync(
        PostgresProcessResource server,
        string database,
        CancellationToken cancellationToken
    ) =>
        $"{await server.ConnectionStringExpression.GetValueAsync(cancellationToken)};Database={database};Pooling=false";

    private static async Task CreateDatabasesAsync(
        IDistributedApplicationBuilder builder,
        PostgresProcessResource server,
        ResourceReadyEvent ready,
        CancellationToken cancellationToken
    )
    {
        var notifications = ready.Services.GetRequiredService<ResourceNotificationService>();
        await using var connection = new NpgsqlConnection(await ConnectionAsync(server, "postgres", cancellationToken));
        await connection.OpenAsync(cancellationToken);
        var databases = builder.Resources.OfType<PostgresProcessDatabaseResource>().Where(d => d.Parent == server);
        foreach (var database in databases)
        {
            await using var exists = new NpgsqlCommand("SELECT 1 FROM pg_database WHERE datname = $1", connection);
            exists.Parameters.AddWithValue(database.Name);
            if (await exists.ExecuteScalarAsync(cancellationToken) is null)
            {
                using var quote = new NpgsqlCommandBuilder();
                await using var create = new NpgsqlCommand(
                    $"CREATE DATABASE {quote.QuoteIdentifier(database.Name)}",
                    connection
                );
                await create.ExecuteNonQueryAsync(cancellationToken);
            }

            // Aspire passes a parent's state on to its children only where the parent is a container.
            await notifications.PublishUpdateAsync(
                database,
                state => state with { State = KnownResourceStates.Running }
            );
        }
    }

    // Of an AppHost that was killed the server may still be ending, and Postgres refuses data that another server has
    // open.
    private static async Task UntilDataAreFreeAsync(string data, CancellationToken cancellationToken)
    {
        var file = Path.Combine(data, "postmaster.pid");
        var started = TimeProvider.System.GetTimestamp();
        while (
            File.Exists(file)
            && TimeProvider.System.GetElapsedTime(started) < s_patience
            && int.TryParse(File.ReadLines(file).FirstOrDefault(), CultureInfo.InvariantCulture, out var id)
            && IsRunning(id)
        )
        {
            await Task.Delay(s_look, TimeProvider.System, cancellationToken);
        }
    }

    private static bool IsRunning(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    // Looked for when it is to run, which is after its installation.
    private static string Program(string name) =>
        Path.Combine(
            LocalPrograms.PostgresDirectory()
                ?? throw new DistributedApplicationException($"Postgres's program '{name}' was not found."),
            name
        );

    private static void Add(CommandLineArgsCallbackContext context, params object[] arguments)
    {
        foreach (var argument in arguments)
        {
            context.Args.Add(argument);
        }
    }
}
