using Microsoft.Playwright;
using Npgsql;
using RechargeSync.ConsoleTests.Browsing;
using RechargeSync.ConsoleTests.Seeding;

namespace RechargeSync.ConsoleTests.Hosting;

/// <summary>
/// The real Console on a real Postgres and a real Redis, with the mock of Recharge beside it, rows of a day's work, and
/// a browser. Started once for all tests; each test acts on rows of its own.
/// </summary>
public sealed class ConsoleSystem : IAsyncLifetime, IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);

    // Postgres runs as another user, so it has to be able to get here.
    private readonly string _directory = Path.Combine(
        Path.GetTempPath(),
        $"rechargesync-console-{Environment.ProcessId}-{Guid.NewGuid():N}"
    );
    private readonly List<IDisposable> _parts = [];
    private RedisServer _redis = null!;
    private PostgresServer _postgres = null!;
    private Service _mock = null!;
    private Service _console = null!;
    private Service? _worker;
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;

    /// <summary>Where the Console listens.</summary>
    public Uri Address => _console.Address;

    /// <summary>Where the mock listens.</summary>
    public Uri Mock => _mock.Address;

    /// <summary>The database.</summary>
    public NpgsqlDataSource Database => _postgres.Source;

    public async ValueTask InitializeAsync()
    {
        using var deadline = new CancellationTokenSource(s_patience, TimeProvider.System);
        Directory.CreateDirectory(_directory);
        await Programs.EnsureAsync(deadline.Token);
        var chromium = await Chromium.FindAsync(deadline.Token);

        _redis = new RedisServer(_directory, AddLog("redis"));
        _postgres = new PostgresServer(Path.Combine(_directory, "postgres"), AddLog("postgres"));
        _mock = new Service("mock", "RechargeSync.MockPlatform", Settings.Mock(), AddLog("mock"));
        await Task.WhenAll(
            _redis.StartAsync(deadline.Token),
            _postgres.CreateAsync(deadline.Token),
            _mock.StartAsync(deadline.Token)
        );
        await Migrations.RunAsync(_postgres.ConnectionString, _directory, deadline.Token);
        await Seed.DayAsync(Database, deadline.Token);

        _console = new Service(
            "console",
            "RechargeSync.Console",
            Settings.Console(_postgres.ConnectionString, _redis.ConnectionString, _mock.Address),
            AddLog("console")
        );
        await _console.StartAsync(deadline.Token);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(
            new() { ExecutablePath = chromium, Args = ["--no-sandbox", "--disable-gpu"] }
        );
    }

    /// <summary>A window of somebody with a key; null is nobody.</summary>
    internal async Task<Window> OpenAsync(
        string? key = Keys.Operator,
        ColorScheme scheme = ColorScheme.Light,
        bool isPhone = false,
        bool scripts = true,
        bool isSharp = false
    )
    {
        var context = await _browser.NewContextAsync(
            new()
            {
                BaseURL = Address.ToString(),
                ColorScheme = scheme,
                JavaScriptEnabled = scripts,
                ViewportSize = isPhone ? new() { Width = 390, Height = 844 } : new() { Width = 1360, Height = 900 },
                DeviceScaleFactor = isSharp ? 2 : 1,
                ReducedMotion = ReducedMotion.Reduce,
                ExtraHTTPHeaders = key is null
                    ? []
                    : new Dictionary<string, string>(StringComparer.Ordinal) { ["X-Api-Key"] = key },
            }
        );
        return await Window.OpenAsync(context);
    }

    /// <summary>Starts a worker, which does what the pages ask for.</summary>
    public async Task StartWorkerAsync()
    {
        _worker ??= new Service(
            "worker",
            "RechargeSync.Worker",
            Settings.Worker(_postgres.ConnectionString, _redis.ConnectionString, _mock.Address),
            AddLog("worker")
        );
        await _worker.StartAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        _worker?.Dispose();
        _console?.Dispose();
        _mock?.Dispose();
        _postgres?.Dispose();
        _redis?.Dispose();
        _parts.ForEach(part => part.Dispose());
        KeepLogs();
        await Task.Run(() => Directory.Delete(_directory, recursive: true), CancellationToken.None);
    }

    // For the one who looks for the cause of a failure.
    private void KeepLogs()
    {
        if (Environment.GetEnvironmentVariable("CONSOLE_TEST_LOGS") is { Length: > 0 } directory)
        {
            Directory.CreateDirectory(directory);
            foreach (var log in Directory.EnumerateFiles(_directory, "*.log"))
            {
                File.Copy(log, Path.Combine(directory, Path.GetFileName(log)), overwrite: true);
            }
        }
    }

    private OutputLog AddLog(string name)
    {
        var log = new OutputLog(name, Path.Combine(_directory, name + ".log"), forbidden: []);
        _parts.Add(log);
        return log;
    }
}
