using Npgsql;

namespace RechargeSync.Platforms.Tests.Vendure;

/// <summary>
/// What all Vendures of a run have in common: the installed packages, a Postgres, and in it a database that Vendure has
/// prepared, of which each shop gets a copy.
/// </summary>
public sealed class VendureMachine : IAsyncLifetime, IDisposable
{
    private const string Template = "vendure_prepared";

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(15);

    // Nothing outlives these tests, so nothing has to be on the disk.
    private static readonly Dictionary<string, string> s_parameters = new(StringComparer.Ordinal)
    {
        ["fsync"] = "off",
        ["synchronous_commit"] = "off",
        ["full_page_writes"] = "off",
    };

    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("rechargesync-vendure-");
    private readonly SemaphoreSlim _once = new(1);
    private NpmInstallation? _installation;
    private PostgresServer? _postgres;
    private Exception? _problem;

    private static string Sample => Path.Combine(AppContext.BaseDirectory, "Shops", "vendure");

    private static string Products => Path.Combine(AppContext.BaseDirectory, "Vendure", "products.csv");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>
    /// A shop of its own, started and seeded. Where npm, Node or Postgres cannot serve, the test is skipped with the
    /// reason.
    /// </summary>
    public async Task<VendureShop> StartShopAsync(VendureSetting setting, CancellationToken cancellationToken)
    {
        try
        {
            return await StartAsync(setting, cancellationToken);
        }
        catch (PlatformMissingException exception)
        {
            Assert.Skip(exception.Message);
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

    private async Task<VendureShop> StartAsync(VendureSetting setting, CancellationToken cancellationToken)
    {
        await OnceAsync(setting.OnPostgres, cancellationToken);
        var name = $"vendure_{Guid.NewGuid():N}";
        if (setting.OnPostgres)
        {
            await ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {Template}", cancellationToken);
        }

        var shop = Shop(name, setting);
        try
        {
            await shop.StartAsync(cancellationToken);
            return shop;
        }
        catch
        {
            await shop.DisposeAsync();
            throw;
        }
    }

    private VendureShop Shop(string name, VendureSetting setting) =>
        new(_installation!.Node, Folder(name), setting, setting.OnPostgres ? With(name) : null, Log(name));

    // At the first shop, so that a run of other platforms' tests needs none of it; what failed once is not tried again.
    private async Task OnceAsync(bool onPostgres, CancellationToken cancellationToken)
    {
        await _once.WaitAsync(cancellationToken);
        try
        {
            if (_problem is not null)
            {
                throw new PlatformMissingException(_problem.Message, _problem);
            }

            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            deadline.CancelAfter(s_patience);
            _installation ??= await NpmInstallation.EnsureAsync(Sample, "vendure", deadline.Token);
            if (onPostgres && _postgres is null)
            {
                await PrepareAsync(deadline.Token);
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
        await Programs.EnsureAsync(cancellationToken);

        // Postgres's own user has to be able to come in.
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(
                _home.FullName,
                File.GetUnixFileMode(_home.FullName) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute
            );
        }

        _postgres = new PostgresServer(Path.Combine(_home.FullName, "postgres"), Log("postgres"))
        {
            Parameters = s_parameters,
        };
        await _postgres.CreateAsync(cancellationToken);
        await ExecuteAsync($"CREATE DATABASE {Template}", cancellationToken);

        // Vendure makes its tables and its goods at the first start.
        await using var shop = Shop(Template, new VendureSetting());
        await shop.StartAsync(cancellationToken);
        await shop.StopAsync();
    }

    // The shop's files beside a link to the packages.
    private string Folder(string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_home.FullName, name)).FullName;
        foreach (var file in Directory.EnumerateFiles(Sample, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(Sample, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }

        File.Copy(Products, Path.Combine(folder, "products.csv"), overwrite: true);
        Directory.CreateSymbolicLink(
            Path.Combine(folder, "node_modules"),
            Path.Combine(_installation!.Folder, "node_modules")
        );
        return folder;
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
