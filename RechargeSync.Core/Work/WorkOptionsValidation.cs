using Microsoft.Extensions.Options;

namespace RechargeSync.Core.Work;

/// <summary>Stops the start on times that the engine cannot work with.</summary>
internal sealed class WorkOptionsValidation : IValidateOptions<WorkOptions>
{
    public ValidateOptionsResult Validate(string? name, WorkOptions options)
    {
        var problems = new List<string>();
        Require(options.Lease > Lease.SaveTime, $"Work:Lease must be above {Lease.SaveTime}, the time for saving.");
        Require(options.RetryDelay > TimeSpan.Zero, "Work:RetryDelay must be above 0.");
        Require(options.MaxRetryDelay >= options.RetryDelay, "Work:MaxRetryDelay must be at least Work:RetryDelay.");
        Require(options.RetryAge >= options.MaxRetryDelay, "Work:RetryAge must be at least Work:MaxRetryDelay.");
        Require(options.DueInterval > TimeSpan.Zero, "Work:DueInterval must be above 0.");
        Require(options.DueConcurrency is >= 1 and <= 4096, "Work:DueConcurrency must be between 1 and 4096.");
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
