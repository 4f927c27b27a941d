using Microsoft.Extensions.Options;
using RechargeSync.Core.Hosting;
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
    public void Defaults_are_right() => Assert.Empty(Problems(new ReconciliationOptions()));

    [Theory]
    [MemberData(nameof(Faults))]
    public void Fault_is_refused_with_its_key(string key, Action<ReconciliationOptions> fault)
    {
        var options = new ReconciliationOptions();
        fault(options);
        Assert.Contains(key, Assert.Single(Problems(options)), StringComparison.Ordinal);
    }

    private static string[] Problems(ReconciliationOptions options)
    {
        IValidateOptions<ReconciliationOptions>[] validations =
        [
            new SectionValidation<ReconciliationOptions>(ReconciliationOptions.Section, new ReconciliationRanges()),
            new ReconciliationOptionsValidation(),
        ];
        return [.. validations.SelectMany(validation => validation.Validate(null, options).Failures ?? [])];
    }
}
