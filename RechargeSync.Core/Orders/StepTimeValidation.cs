using Microsoft.Extensions.Options;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Stores;
using RechargeSync.Core.Streams;
using RechargeSync.Core.Work;

namespace RechargeSync.Core.Orders;

/// <summary>
/// Stops the start on times that could place orders twice: a lease shorter than the calls made under it, or stream
/// entries that are claimed from workers that still work on them.
/// </summary>
internal sealed class StepTimeValidation(
    IOptions<StoresOptions> stores,
    IOptions<RateLimitOptions> rateLimit,
    IOptions<StreamOptions> streams
) : IValidateOptions<WorkOptions>
{
    public ValidateOptionsResult Validate(string? name, WorkOptions options)
    {
        var problems = new List<string>();
        foreach (var (store, settings) in stores.Value)
        {
            // A step makes three calls to Recharge at most, or three operations on the platform, however many calls one
            // is made of: it verifies, then it acts, and looks after a 409 or writes once more after a 422. Each may
            // first wait for its place under the rate limit, or at the platform, and a write, of which there are two,
            // for its address.
            var recharge = settings.Recharge.Timeout + rateLimit.Value.MaxWait;
            var platform = settings.Platform.Timeout + settings.Platform.MaxWait;
            var step = (3 * (recharge > platform ? recharge : platform)) + (2 * AddressLock.LongestWait);
            if (options.Lease <= step + Lease.SaveTime)
            {
                problems.Add(
                    $"Work:Lease is {options.Lease}, but one step for store '{store}' may take {step} and its saving "
                        + $"{Lease.SaveTime}: raise Work:Lease, or lower RateLimit:MaxWait, "
                        + $"Stores:{store}:Recharge:Timeout, Stores:{store}:Platform:Timeout or "
                        + $"Stores:{store}:Platform:MaxWait."
                );
            }

            if (streams.Value.ClaimAfter <= step)
            {
                problems.Add(
                    $"Streams:ClaimAfter is {streams.Value.ClaimAfter}, but one step for store '{store}' may take "
                        + $"{step}: raise Streams:ClaimAfter, or entries are claimed from workers that still work on "
                        + "them."
                );
            }
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
