using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Stores;
using StackExchange.Redis;

namespace RechargeSync.IntegrationTests.Testing;

/// <summary>What the product uses to talk to Recharge, as one worker's process has it, over a real Redis.</summary>
internal static class RechargeSide
{
    public static CallBudget Budget(IConnectionMultiplexer redis, BudgetOptions? options = null) =>
        new(
            redis,
            Options.Create(options ?? new BudgetOptions()),
            new BudgetMetrics(Meters.Factory),
            TimeProvider.System,
            NullLogger<CallBudget>.Instance
        );

    public static AddressGate Gate(IConnectionMultiplexer redis) =>
        new(redis, TimeProvider.System, NullLogger<AddressGate>.Instance);

    public static RechargeClient Client(IHttpClientFactory http, CallBudget budget) =>
        new(http, budget, TimeProvider.System);

    public static Task<TimeSpan?> TakeAsync(this CallBudget budget, Store store) =>
        budget.TakeAsync(store, CallPriority.Live, CancellationToken.None);
}
