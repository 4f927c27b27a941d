using System.Diagnostics;
using System.Net;
using RechargeSync.Benchmarks.Measuring;

namespace RechargeSync.Benchmarks.Rig;

/// <summary>A service, and what it uses.</summary>
internal sealed record MeasuredService(Service Service, RuntimeProbe Probe)
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan s_longestStart = TimeSpan.FromSeconds(60);
    private static readonly HttpClient s_probe = new() { Timeout = TimeSpan.FromSeconds(10) };

    public Uri Address => Service.Address;

    public Task StartAsync(CancellationToken cancellationToken) => Service.StartAsync(cancellationToken);

    /// <summary>Starts it anew.</summary>
    /// <returns>From the start of the process until it says that it is ready for traffic.</returns>
    /// <exception cref="TimeoutException">It did not say so within a minute.</exception>
    public async Task<TimeSpan> StartTimedAsync(CancellationToken cancellationToken)
    {
        await StopAsync();
        var started = Stopwatch.GetTimestamp();
        var listens = Service.StartAsync(cancellationToken);
        while (!await IsHealthyAsync(cancellationToken) && !listens.IsFaulted)
        {
            if (Stopwatch.GetElapsedTime(started) > s_longestStart)
            {
                throw new TimeoutException($"{Service.Name} was not ready within {s_longestStart.TotalSeconds} s.");
            }

            await Task.Delay(s_look, TimeProvider.System, cancellationToken);
        }

        var took = Stopwatch.GetElapsedTime(started);
        await listens;
        return took;
    }

    public Task StopAsync() => Service.IsRunning ? Service.StopAsync() : Task.CompletedTask;

    public Usage Read() => new(ProcessTime.Seconds(Service.ProcessId), Probe.ReadAllocatedBytes());

    private async Task<bool> IsHealthyAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await s_probe.GetAsync(new Uri(Address, "/health"), cancellationToken);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
