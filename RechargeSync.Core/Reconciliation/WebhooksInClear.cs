using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using RechargeSync.Core.Stores;

namespace RechargeSync.Core.Reconciliation;

/// <summary>
/// Stops the start, outside the environment Development, on an address under which Recharge would deliver in clear.
/// </summary>
internal sealed class WebhooksInClear(IHostEnvironment environment) : IValidateOptions<ReconciliationOptions>
{
    private const string Section = ReconciliationOptions.Section;

    public ValidateOptionsResult Validate(string? name, ReconciliationOptions options)
    {
        var problems = OutsideAddress
            .Problems(
                $"{Section}:{nameof(options.WebhookBaseUrl)}",
                options.WebhookBaseUrl,
                options.AllowHttp || environment.IsDevelopment(),
                $"{Section}:{nameof(options.AllowHttp)}"
            )
            .ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
