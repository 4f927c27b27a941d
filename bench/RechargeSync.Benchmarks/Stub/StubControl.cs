using System.Globalization;
using System.Net.Http.Json;
using System.Runtime.InteropServices;

namespace RechargeSync.Benchmarks.Stub;

/// <summary>The stub's control surface.</summary>
internal sealed class StubControl(Uri address) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = address, Timeout = TimeSpan.FromMinutes(30) };

    /// <summary>From now on these orders, this latency, and no limit that anybody could reach.</summary>
    public Task ResetAsync(int first, int count, TimeSpan latency, CancellationToken cancellationToken) =>
        ResetAsync(first, count, latency, StubLimit.None, cancellationToken);

    /// <summary>From now on these orders, this latency, and this limit of calls to Recharge.</summary>
    public async Task ResetAsync(
        int first,
        int count,
        TimeSpan latency,
        StubLimit limit,
        CancellationToken cancellationToken
    )
    {
        var path = string.Create(
            CultureInfo.InvariantCulture,
            $"/control/reset?first={first}&count={count}&latency={latency.TotalMilliseconds}&bucket={limit.BucketSize}&leak={limit.LeakPerSecond}"
        );
        using var answer = await _http.PostAsync(path, content: null, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Waits until so many orders were written back.</summary>
    /// <exception cref="TimeoutException">They were not within the time.</exception>
    public async Task WrittenAsync(int orders, TimeSpan longest, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(longest, TimeProvider.System);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            using var answer = await _http.GetAsync(
                string.Create(CultureInfo.InvariantCulture, $"/control/written/{orders}"),
                both.Token
            );
            answer.EnsureSuccessStatusCode();
        }
        catch (OperationCanceledException exception)
            when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException(
                $"Of {orders} orders not all were written back within {longest.TotalSeconds} s: {await ReportAsync(cancellationToken)}",
                exception
            );
        }
    }

    public async Task<StubReport> ReportAsync(CancellationToken cancellationToken) =>
        (await _http.GetFromJsonAsync("/control/report", StubJson.Default.StubReport, cancellationToken))!;

    public async Task<TokenReport[]> TokensAsync(CancellationToken cancellationToken) =>
        (await _http.GetFromJsonAsync("/control/tokens", StubJson.Default.TokenReportArray, cancellationToken))!;

    /// <summary>
    /// When each order was written back, in ticks of <see cref="System.Diagnostics.Stopwatch"/>, which all processes
    /// share.
    /// </summary>
    public async Task<long[]> WrittenAtAsync(CancellationToken cancellationToken) =>
        MemoryMarshal.Cast<byte, long>(await _http.GetByteArrayAsync("/control/times", cancellationToken)).ToArray();

    public void Dispose() => _http.Dispose();
}
