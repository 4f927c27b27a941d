using Microsoft.Extensions.Options;
using RechargeSync.Core.Hosting;
using RechargeSync.Core.Orders;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Stores;
using RechargeSync.Core.Streams;
using RechargeSync.Core.Work;
using RechargeSync.Testing;
using RechargeSync.UnitTests.Testing;

namespace RechargeSync.UnitTests.Work;

public sealed class WorkOptionsValidationTests
{
    private static readonly CaseTable<(Action<WorkOptions> Change, string Problem)> s_wrong = new()
    {
        { "no delay", (o => o.RetryDelay = TimeSpan.Zero, "Work:RetryDelay ") },
        {
            "a cap below the first delay",
            (o => o.MaxRetryDelay = TimeSpan.FromSeconds(1), "Work:MaxRetryDelay must be at least Work:RetryDelay")
        },
        {
            "a retry age below the cap",
            (o => o.RetryAge = TimeSpan.FromMinutes(1), "Work:RetryAge must be at least Work:MaxRetryDelay")
        },
        {
            "stock given up before it is looked for again",
            (
                o => o.StockRetryAge = TimeSpan.FromMinutes(14),
                "Work:StockRetryAge must be at least Work:StockRetryDelay"
            )
        },
        { "no wait for stock", (o => o.StockRetryDelay = TimeSpan.Zero, "Work:StockRetryDelay ") },
        { "no rest between looks", (o => o.DueInterval = TimeSpan.Zero, "Work:DueInterval ") },
        { "nobody at work", (o => o.DueConcurrency = 0, "Work:DueConcurrency ") },
        { "too many at work", (o => o.DueConcurrency = 4097, "Work:DueConcurrency ") },
        {
            "a lease shorter than a step",
            (
                o => o.Lease = TimeSpan.FromSeconds(40),
                "Work:Lease is 00:00:40, but one step for store 'default' may take "
            )
        },
    };

    public static TheoryData<string> Wrong => s_wrong.Names;

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Wrong_value_stops_the_start_and_names_its_key(string name)
    {
        var (change, problem) = s_wrong[name];
        Assert.StartsWith(problem, Assert.Single(Problems(change)), StringComparison.Ordinal);
    }

    [Fact]
    public void Usual_values_pass() => Assert.Empty(Problems(_ => { }));

    [Fact]
    public void Slow_platform_needs_a_longer_lease()
    {
        void Slow(StoreOptions store) => store.Platform.Timeout = TimeSpan.FromSeconds(60);
        Assert.Contains(
            "Stores:default:Platform:Timeout",
            Assert.Single(Problems(_ => { }, Slow)),
            StringComparison.Ordinal
        );
        Assert.Empty(Problems(o => o.Lease = TimeSpan.FromMinutes(5), Slow));
    }

    [Fact]
    public void Wait_for_a_place_at_the_platform_is_a_part_of_a_step()
    {
        void Patient(StoreOptions store) => store.Platform.MaxWait = TimeSpan.FromSeconds(60);
        Assert.Contains(
            "Stores:default:Platform:MaxWait",
            Assert.Single(Problems(_ => { }, Patient)),
            StringComparison.Ordinal
        );
        Assert.Empty(Problems(o => o.Lease = TimeSpan.FromMinutes(5), Patient));
    }

    [Fact]
    public void Lease_that_leaves_no_time_for_three_calls_two_waits_for_an_address_and_saving_cuts_a_step_short()
    {
        var calls = 3 * (new EndpointOptions().Timeout + new RateLimitOptions().MaxWait);
        Assert.Single(Problems(o => o.Lease = calls + (2 * AddressLock.LongestWait) + Lease.SaveTime));
        Assert.Empty(
            Problems(o => o.Lease = calls + (2 * AddressLock.LongestWait) + Lease.SaveTime + TimeSpan.FromSeconds(1))
        );
    }

    [Fact]
    public void Entry_is_not_claimed_from_a_worker_that_may_still_be_at_its_step() =>
        Assert.StartsWith(
            "Streams:ClaimAfter is 00:00:40, but one step for store 'default' may take ",
            Assert.Single(Problems(_ => { }, claimAfter: TimeSpan.FromSeconds(40))),
            StringComparison.Ordinal
        );

    private static string[] Problems(
        Action<WorkOptions> change,
        Action<StoreOptions>? store = null,
        TimeSpan? claimAfter = null
    )
    {
        var options = new WorkOptions();
        change(options);
        var stores = Options.Create(new StoresOptions { ["default"] = StoreBuilder.Options(store) });
        var streams = Options.Create(new StreamOptions { ClaimAfter = claimAfter ?? TimeSpan.FromMinutes(5) });
        IValidateOptions<WorkOptions>[] validations =
        [
            new SectionValidation<WorkOptions>(WorkOptions.Section, new WorkRanges()),
            new WorkOptionsValidation(),
            new StepTimeValidation(stores, Options.Create(new RateLimitOptions()), streams),
        ];
        return [.. validations.SelectMany(validation => validation.Validate(null, options).Failures ?? [])];
    }
}
