using Microsoft.Extensions.Options;

namespace RechargeSync.Core.Reconciliation;

/// <summary>
/// Stops the start on values that would leave gaps, or register webhooks at an address that cannot be reached.
/// </summary>
internal sealed class ReconciliationOptionsValidation : IValidateOptions<ReconciliationOptions>
{
    public ValidateOptionsResult Validate(string? name, ReconciliationOptions options)
    {
        var problems = new List<string>();
        Require(
            options.Overlap > options.Grace,
            $"Reconciliation:Overlap is {options.Overlap}, Reconciliation:Grace {options.Grace}: "
                + "a run must reach what the last one left for now, so raise Overlap or lower Grace."
        );
        Require(
            options.InitialLookback >= options.Overlap,
            "Reconciliation:InitialLookback must be at least Reconciliation:Overlap."
        );
        Require(
            options.Retention > options.Interval,
            "Reconciliation:Retention must be above Reconciliation:Interval."
        );
        Require(
            options.WebhookBaseUrl.Length == 0 || IsBaseUrl(options.WebhookBaseUrl),
            $"Reconciliation:WebhookBaseUrl is '{options.WebhookBaseUrl}': "
                + "give an absolute http or https address without query, or leave it empty to monitor no subscriptions."
        );
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);

        void Require(bool holds, string problem)
        {
            if (!holds)
            {
                problems.Add(problem);
            }
        }
    }

    private static bool IsBaseUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https"
        && uri.Query.Length == 0
        && uri.Fragment.Length == 0;
}
