using System.Diagnostics;
using Microsoft.Extensions.Options;
using RechargeSync.Console.Client;
using RechargeSync.Core.Stores;

namespace RechargeSync.Console.Doctor;

/// <summary>Checks everything around us; each check says what to do.</summary>
internal sealed class Diagnostics(
    SystemChecks system,
    DatabaseChecks databases,
    TableChecks tables,
    StoreChecks each,
    OrderChecks orders,
    StoreRegistry stores,
    IOptions<StoresOptions> configured,
    TimeProvider clock
)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    public async Task<DoctorReport> RunAsync(CancellationToken cancellationToken)
    {
        var checks = new List<Task<IReadOnlyList<DoctorCheck>>>
        {
            CheckAsync(
                "configuration",
                null,
                _ =>
                    Task.FromResult(
                        CheckResult.Ok(
                            $"{configured.Value.Count} {(configured.Value.Count == 1 ? "store is" : "stores are")} "
                                + "configured, and the options hold."
                        )
                    ),
                cancellationToken
            ),
            CheckAsync("postgres", null, system.PostgresAsync, cancellationToken),
            CheckAsync("encryption", null, system.EncryptionAsync, cancellationToken),
            CheckAsync("migrations", null, system.MigrationsAsync, cancellationToken),
            CheckAsync("durability", null, databases.DurabilityAsync, cancellationToken),
            CheckAsync("lineage", null, databases.LineageAsync, cancellationToken),
            CheckAsync("indexes", null, tables.IndexesAsync, cancellationToken),
            CheckAsync(
                "transactions",
                null,
                token => tables.TransactionsAsync(TableChecks.LongTransaction, token),
                cancellationToken
            ),
            CheckAsync("dead_rows", null, tables.DeadRowsAsync, cancellationToken),
            CheckAsync("redis", null, system.RedisAsync, cancellationToken),
            CheckAsync("eviction", null, system.EvictionAsync, cancellationToken),
            CheckAsync("workers", null, system.WorkersAsync, cancellationToken),
        };
        var waiting = orders.Read(stores.All, cancellationToken);
        foreach (var store in stores.All)
        {
            checks.Add(
                CheckAsync("signatures", store.Name, token => each.SignaturesAsync(store, token), cancellationToken)
            );
            checks.Add(CheckAsync("token", store.Name, token => each.TokenAsync(store, token), cancellationToken));
            checks.Add(CheckAsync("scopes", store.Name, token => each.ScopesAsync(store, token), cancellationToken));
            checks.Add(
                CheckAsync(
                    "subscriptions",
                    store.Name,
                    token => each.SubscriptionsAsync(store, token),
                    cancellationToken
                )
            );
            checks.Add(
                CheckAllAsync("platform", store.Name, token => each.PlatformAsync(store, token), cancellationToken)
            );
            checks.Add(CheckAsync("capabilities", store.Name, _ => each.CapabilitiesAsync(store), cancellationToken));
            checks.Add(CheckAsync("paused", store.Name, _ => waiting.PausedAsync(store), cancellationToken));
            checks.Add(CheckAsync("needs_person", store.Name, _ => waiting.NeedsPersonAsync(store), cancellationToken));
            checks.Add(
                CheckAsync("before_go_live", store.Name, _ => waiting.BeforeGoLiveAsync(store), cancellationToken)
            );
        }

        DoctorCheck[] done = [.. (await Task.WhenAll(checks)).SelectMany(lines => lines)];
        return new DoctorReport(clock.GetUtcNow(), done.All(check => check.Status != "failed"), done);
    }

    private Task<IReadOnlyList<DoctorCheck>> CheckAsync(
        string name,
        string? store,
        Func<CancellationToken, Task<CheckResult>> check,
        CancellationToken cancellationToken
    ) =>
        CheckAllAsync(name, store, async token => [new NamedResult(name, await check(token))], cancellationToken);

    private async Task<IReadOnlyList<DoctorCheck>> CheckAllAsync(
        string name,
        string? store,
        Func<CancellationToken, Task<IReadOnlyList<NamedResult>>> check,
        CancellationToken cancellationToken
    )
    {
        var started = Stopwatch.GetTimestamp();
        using var deadline = new CancellationTokenSource(s_patience, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        IReadOnlyList<NamedResult> results;
        try
        {
            results = await check(both.Token).WaitAsync(both.Token);
        }
#pragma warning disable CA1031 // Whatever goes wrong is what the check has found.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            results = [new NamedResult(name, WentWrong(exception))];
        }

        var took = (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        return
        [
            .. results.Select(line => new DoctorCheck(
                line.Name,
                store,
                line.Result.Status,
                line.Result.Message,
                line.Result.Advice,
                took
            )),
        ];
    }

    private static CheckResult WentWrong(Exception exception) =>
        CheckResult.Failed(
            exception is OperationCanceledException
                ? $"There was no answer within {s_patience.TotalSeconds:0} seconds."
                : $"It failed: {exception.GetType().Name}.",
            "Check that it runs, and that its address in the configuration is right."
        );
}

/// <summary>What a check has found.</summary>
internal sealed record CheckResult(string Status, string Message, string? Advice)
{
    public static CheckResult Ok(string message) => new("ok", message, null);

    public static CheckResult Warning(string message, string advice) => new("warning", message, advice);

    public static CheckResult Failed(string message, string advice) => new("failed", message, advice);

    public static CheckResult Skipped(string message, string advice) => new("skipped", message, advice);
}

/// <summary>A result, and the name of its line.</summary>
internal sealed record NamedResult(string Name, CheckResult Result);
