namespace RechargeSync.Platforms.Conformance;

/// <summary>A platform that is started when the first test asks for it, and ended after the last.</summary>
/// <typeparam name="TPlatform">What is under test.</typeparam>
public sealed class RunningPlatform<TPlatform> : IAsyncDisposable
    where TPlatform : class, IPlatformUnderTest, new()
{
    private static readonly TimeSpan s_longestStart = TimeSpan.FromMinutes(20);

    private readonly SemaphoreSlim _once = new(1);
    private bool _isStarted;
    private string? _missing;
    private TestStore? _store;

    /// <summary>What is under test, started or not.</summary>
    public TPlatform Platform { get; } = new();

    /// <summary>The adapter that all tests use which need none of their own.</summary>
    internal IOrderPlatform Adapter => (_store ??= TestStore.Open(Platform, Platform.Settings)).Platform;

    /// <summary>Starts it where that was not done; skips the test that asks where it cannot be served here.</summary>
    public async Task EnsureStartedAsync()
    {
        await _once.WaitAsync();
        try
        {
            if (_missing is null && !_isStarted)
            {
                using var patience = new CancellationTokenSource(s_longestStart, TimeProvider.System);
                await Platform.StartAsync(patience.Token);
                _isStarted = true;
            }
        }
        catch (PlatformMissingException exception)
        {
            _missing = exception.Message;
        }
        finally
        {
            _once.Release();
        }

        Assert.SkipWhen(_missing is not null, $"'{Platform.Kind}' cannot be served here: {_missing}");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_store is not null)
        {
            await _store.DisposeAsync();
        }

        await Platform.DisposeAsync();
        _once.Dispose();
    }
}
