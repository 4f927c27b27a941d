using System.Diagnostics;
using Microsoft.Extensions.Options;
using RechargeSync.Core.Admin.Contracts;
using RechargeSync.Core.Stores;

namespace RechargeSync.Core.Admin.Doctoring;

/// <summary>Looks at the surroundings; each look says what to do.</summary>
internal sealed class Doctor(
    Surroundings surroundings,
    StoreSurroundings each,
    StoreRegistry stores,
    IOptions<StoresOptions> configured,
    TimeProvider clock
)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    public async Task<DoctorReport> ExamineAsync(CancellationToken cancellationToken)
    {
        var looks = new List<Task<DoctorCheck>>
        {
            LookAsync(
                "configuration",
                null,
                _ =>
                    Task.FromResult(
                        Finding.Ok(
                            $"{configured.Value.Count} {(configured.Value.Count == 1 ? "store is" : "stores are")} configured, and the options hold."
                        )
                    ),
                cancellationToken
            ),
            LookAsync("postgres", null, surroundings.PostgresAsync, cancellationToken),
            LookAsync("migrations", null, surroundings.MigrationsAsync, cancellationToken),
            LookAsync("redis", null, surroundings.RedisAsync, cancellationToken),
            LookAsync("eviction", null, surroundings.EvictionAsync, cancellationToken),
            LookAsync("workers", null, surroundings.WorkersAsync, cancellationToken),
        };
        foreach (var store in stores.All)
        {
            looks.Add(LookAsync("token", store.Name, token => each.TokenAsync(store, token), cancellationToken));
            looks.Add(LookAsync("scopes", store.Name, token => each.ScopesAsync(store, token), cancellationToken));
            looks.Add(
                LookAsync(
                    "subscriptions",
                    store.Name,
                    token => each.SubscriptionsAsync(store, token),
                    cancellationToken
                )
            );
            looks.Add(LookAsync("platform", store.Name, token => each.PlatformAsync(store, token), cancellationToken));
        }

        var checks = await Task.WhenAll(looks);
        return new DoctorReport(clock.GetUtcNow(), checks.All(check => check.Status != "failed"), checks);
    }

    private async Task<DoctorCheck> LookAsync(
        string name,
        string? store,
        Func<CancellationToken, Task<Finding>> look,
        CancellationToken cancellationToken
    )
    {
        var started = Stopwatch.GetTimestamp();
        using var deadline = new CancellationTokenSource(s_patience, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        Finding finding;
        try
        {
            finding = await look(both.Token).WaitAsync(both.Token);
        }
#pragma warning disable CA1031 // Whatever goes wrong is what the look has found.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            finding = Finding.Failed(
                exception is OperationCanceledException
                    ? $"There was no answer within {s_patience.TotalSeconds:0} seconds."
                    : $"It failed: {exception.GetType().Name}.",
                "Check that it runs, and that its address in the configuration is right."
            );
        }

        return new DoctorCheck(
            name,
            store,
            finding.Status,
            finding.Message,
            finding.Advice,
            (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds
        );
    }
}
