using Microsoft.Extensions.Options;

namespace RechargeSync.Core.Inbox;

/// <summary>Stops the start on values that would lose or refuse deliveries.</summary>
internal sealed class InboxOptionsValidation : IValidateOptions<InboxOptions>
{
    public ValidateOptionsResult Validate(string? name, InboxOptions options)
    {
        var problems = new List<string>();
        Require(
            options.MaxBodyBytes is >= 1024 and <= 64 * 1024 * 1024,
            "Inbox:MaxBodyBytes must be between 1024 and 67108864 bytes."
        );
        Require(
            options.MaxBufferedBytes >= options.MaxBodyBytes,
            "Inbox:MaxBufferedBytes must be at least Inbox:MaxBodyBytes, or the largest body never finds room."
        );
        Require(options.MaxBatch is >= 1 and <= 10_000, "Inbox:MaxBatch must be between 1 and 10000.");
        Require(options.Writers is >= 1 and <= 16, "Inbox:Writers must be between 1 and 16.");
        Require(
            options.StoreTimeout > TimeSpan.Zero && options.StoreTimeout <= TimeSpan.FromSeconds(4),
            "Inbox:StoreTimeout must be above 0 and at most 00:00:04, since Recharge waits 5 seconds for the answer."
        );
        Require(options.SweepAfter >= TimeSpan.FromSeconds(1), "Inbox:SweepAfter must be at least 00:00:01.");
        Require(options.SweepInterval > TimeSpan.Zero, "Inbox:SweepInterval must be above 0.");
        Require(options.MaxSweeps >= 1, "Inbox:MaxSweeps must be at least 1.");
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
