using RechargeSync.Core.Hosting;
using RechargeSync.Core.Inbox;
using RechargeSync.UnitTests.Testing;

namespace RechargeSync.UnitTests.Inbox;

public sealed class InboxOptionsValidationTests
{
    private static readonly CaseTable<(Action<InboxOptions> Change, string Problem)> s_wrong = new()
    {
        { "a tiny body", (o => o.MaxBodyBytes = 1023, "Inbox:MaxBodyBytes: ") },
        { "a body that no memory is kept for", (o => o.MaxBodyBytes = BodyBudget.Total + 1, "Inbox:MaxBodyBytes: ") },
        { "no time to store", (o => o.StoreTimeout = TimeSpan.Zero, "Inbox:StoreTimeout: ") },
        { "longer than Recharge waits", (o => o.StoreTimeout = TimeSpan.FromSeconds(4.1), "Inbox:StoreTimeout: ") },
        { "an impatient sweeper", (o => o.SweepAfter = TimeSpan.FromSeconds(0.9), "Inbox:SweepAfter: ") },
        { "no sweep at all", (o => o.MaxSweeps = 0, "Inbox:MaxSweeps: ") },
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

    private static string[] Problems(Action<InboxOptions> change)
    {
        var options = new InboxOptions();
        change(options);
        return
        [
            .. new SectionValidation<InboxOptions>(InboxOptions.Section, new InboxOptionsValidation())
                .Validate(null, options)
                .Failures
                ?? [],
        ];
    }
}
