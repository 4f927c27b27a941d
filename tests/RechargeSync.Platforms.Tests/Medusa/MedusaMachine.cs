using System.Globalization;
using Npgsql;

namespace RechargeSync.Platforms.Tests.Medusa;

/// <summary>
/// What all Medusas of a run have in common: the installed packages, a Postgres, and in it a database that Medusa has
/// prepared, of which each shop gets a copy.
/// </summary>
public sealed class MedusaMachine : IAsyncLifetime, IDisposable
{
    private const string Template = "medusa_prepared";

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(15);

    // Nothing outlives these tests, so nothing has to be on the disk.
    private static readonly Dictionary<string, string> s_parameters = new(StringComparer.Ordinal)
    {
        ["fsync"] = "off",
        ["synchronous_commit"] = "off",
        ["full_page_writes"] = "off",
    };

    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("rechargesync-medusa-");
    private readonly SemaphoreSlim _once = new(1);
    private NpmInstallation? _installation;
    private PostgresServer? _postgres;
    private Exception? _problem;

    private static string Sample => Path.Combine(AppContext.BaseDirectory, "Shops", "medusa");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>A shop on a database of its own, started and seeded.</summary>
    /// <exception cref="PlatformMissingException">Medusa cannot run here.</exception>
    internal async Task<MedusaShop> StartShopAsync(CancellationToken cancellationToken)
    {
        await EnsureAsync(cancellationToken);
        var name = $"medusa_{Guid.NewGuid():N}";
        await ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {Template}", cancellationToken);
        var shop = new MedusaShop(_installation!.Node, Folder(name), With(name), Log(name));
        try
        {
            await shop.StartAsync(cancellationToken);
            await shop.SeedAsync(cancellationToken);
            return shop;
        }
        catch
        {
            await shop.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    public void Dispose()
    {
        _postgres?.Dispose();
        _once.Dispose();
        if (_home.Exists)
        {
            _home.Delete(recursive: true);
            _home.Refresh();
        }
    }

    // At the first shop, so that a run of other platforms' tests needs none of it; what failed once is not tried again.
    private async Task EnsureAsync(CancellationToken cancellationToken)
    {
        await _once.WaitAsync(cancellationToken);
        try
        {
            if (_problem is not null)
            {
                throw new PlatformMissingException(_problem.Message, _problem);
            }

            if (_postgres is null)
            {
                await PrepareAsync(cancellationToken);
            }
        }
        catch (Exception exception) when (exception is PlatformMissingException or FileNotFoundException)
        {
            _problem = exception;
            throw new PlatformMissingException(exception.Message, exception);
        }
        finally
        {
            _once.Release();
        }
    }

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(s_patience);
        await Programs.EnsureAsync(deadline.Token);
        _installation = await NpmInstallation.EnsureAsync(Sample, "medusa", deadline.Token);

        // Postgres's own user has to be able to come in.
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(
                _home.FullName,
                File.GetUnixFileMode(_home.FullName) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute
            );
        }

        var postgres = new PostgresServer(Path.Combine(_home.FullName, "postgres"), Log("postgres"))
        {
            Parameters = s_parameters,
        };
        await postgres.CreateAsync(deadline.Token);
        _postgres = postgres;

        // Medusa's migrations take half a minute: what they have made is kept with the packages that made it.
        var dump = Path.Combine(_installation.Folder, "prepared.sql");
        if (File.Exists(dump))
        {
            await ExecuteAsync($"CREATE DATABASE {Template}", deadline.Token);
            await RunAsync("psql", ["--quiet", "--set", "ON_ERROR_STOP=1", "--file", dump], deadline.Token);
        }
        else
        {
            var folder = Folder(Template);
            await Launcher.RunAsync(
                new ChildSpec("medusa", _installation.Node, ["shop.mjs", "setup"], folder)
                {
                    Environment = MedusaShop.Environment(With(Template)),
                },
                deadline.Token
            );
            var unfinished = $"{dump}.{Guid.NewGuid():N}";
            await RunAsync("pg_dump", ["--no-owner", "--file", unfinished], deadline.Token);
            File.Move(unfinished, dump, overwrite: true);
        }
    }

    // The shop's files beside links to the packages, so that each shop has a folder that it may write to.
    private string Folder(string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_home.FullName, name)).FullName;
        foreach (var file in Directory.EnumerateFiles(Sample, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(Sample, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }

        Directory.CreateSymbolicLink(
            Path.Combine(folder, "node_modules"),
            Path.Combine(_installation!.Folder, "node_modules")
        );
        return folder;
    }

    private Task<string> RunAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        var server = new NpgsqlConnectionStringBuilder(_postgres!.ConnectionString);
        string[] where =
        [
            "--host",
            server.Host!,
            "--port",
            server.Port.ToString(CultureInfo.InvariantCulture),
            "--username",
            server.Username!,
            "--dbname",
            Template,
        ];
        return Launcher.RunAsync(
            new ChildSpec(
                program,
                Path.Combine(Programs.PostgresDirectory, program),
                [.. where, .. arguments],
                _home.FullName
            ),
            cancellationToken
        );
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(With("postgres") + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private OutputLog Log(string name) => new(name, Path.Combine(_home.FullName, name + ".log"), []);

    private string With(string database) =>
        new NpgsqlConnectionStringBuilder(_postgres!.ConnectionString) { Database = database }.ConnectionString;
}
