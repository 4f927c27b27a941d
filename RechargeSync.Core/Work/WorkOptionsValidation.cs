using Microsoft.Extensions.Options;

namespace RechargeSync.Core.Work;

/// <summary>Stops the start on times that do not fit each other.</summary>
internal sealed class WorkOptionsValidation : IValidateOptions<WorkOptions>
{
    public ValidateOptionsResult Validate(string? name, WorkOptions options)
    {
        var problems = new List<string>();
        Require(options.Lease > Lease.SaveTime, $"Work:Lease must be above {Lease.SaveTime}, the time for saving.");
        Require(options.MaxRetryDelay >= options.RetryDelay, "Work:MaxRetryDelay must be at least Work:RetryDelay.");
        Require(options.RetryAge >= options.MaxRetryDelay, "Work:RetryAge must be at least Work:MaxRetryDelay.");
        Require(
            options.StockRetryAge >= options.StockRetryDelay,
            "Work:StockRetryAge must be at least Work:StockRetryDelay."
        );
        Require(options.MaxProbeDelay >= options.ProbeDelay, "Work:MaxProbeDelay must be at least Work:ProbeDelay.");
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);

        void Require(bool holds, string problem)
        {
            if (!holds)
            {
                problems.Add(problem);
            }
        }
    }
}
