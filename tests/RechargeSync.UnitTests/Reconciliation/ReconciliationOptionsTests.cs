using RechargeSync.Core.Reconciliation;

namespace RechargeSync.UnitTests.Reconciliation;

public sealed class ReconciliationOptionsTests
{
    public static TheoryData<string, Action<ReconciliationOptions>> Faults =>
        new()
        {
            { "Reconciliation:Interval", options => options.Interval = TimeSpan.Zero },
            { "Reconciliation:MonitorInterval", options => options.MonitorInterval = TimeSpan.Zero },
            { "Reconciliation:Grace", options => options.Grace = TimeSpan.FromSeconds(-1) },
            { "Reconciliation:Overlap", options => options.Overlap = options.Grace },
            { "Reconciliation:InitialLookback", options => options.InitialLookback = TimeSpan.FromMinutes(1) },
            { "Reconciliation:PageSize", options => options.PageSize = 251 },
            { "Reconciliation:SampleSize", options => options.SampleSize = -1 },
            { "Reconciliation:Retention", options => options.Retention = options.Interval },
            { "Reconciliation:WebhookBaseUrl", options => options.WebhookBaseUrl = "hooks.test" },
            { "Reconciliation:WebhookBaseUrl", options => options.WebhookBaseUrl = "https://hooks.test/?a=b" },
        };

    [Fact]
    public void Defaults_are_right() =>
        Assert.True(new ReconciliationOptionsValidation().Validate(null, new ReconciliationOptions()).Succeeded);

    [Theory]
    [MemberData(nameof(Faults))]
    public void Fault_is_refused_with_its_key(string key, Action<ReconciliationOptions> fault)
    {
        var options = new ReconciliationOptions();
        fault(options);
        var result = new ReconciliationOptionsValidation().Validate(null, options);
        Assert.Contains(key, Assert.Single(result.Failures!), StringComparison.Ordinal);
    }
}
