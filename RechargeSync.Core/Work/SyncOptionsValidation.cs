using Microsoft.Extensions.Options;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Stores;
using RechargeSync.Core.Streams;

namespace RechargeSync.Core.Work;

/// <summary>
/// Stops the start on times that could place orders twice, above all a lease shorter than the calls made under it.
/// </summary>
internal sealed class SyncOptionsValidation(
    IOptions<StoresOptions> stores,
    IOptions<RateLimitOptions> rateLimit,
    IOptions<StreamOptions> streams
) : IValidateOptions<SyncOptions>
{
    public ValidateOptionsResult Validate(string? name, SyncOptions options)
    {
        var problems = new List<string>();
        Require(options.RetryDelay > TimeSpan.Zero, "Sync:RetryDelay must be above 0.");
        Require(options.MaxRetryDelay >= options.RetryDelay, "Sync:MaxRetryDelay must be at least Sync:RetryDelay.");
        Require(options.RetryAge >= options.MaxRetryDelay, "Sync:RetryAge must be at least Sync:MaxRetryDelay.");
        Require(options.DueInterval > TimeSpan.Zero, "Sync:DueInterval must be above 0.");
        Require(options.DueConcurrency is >= 1 and <= 4096, "Sync:DueConcurrency must be between 1 and 4096.");

        foreach (var (store, settings) in stores.Value)
        {
            // A step makes two calls at most: it looks, then it acts; each may first wait for its place under the rate
            // limit, or at the platform, and a write for its address.
            var recharge = settings.Recharge.Timeout + rateLimit.Value.MaxWait;
            var platform = settings.Platform.Timeout + settings.Platform.MaxWait;
            var step = (2 * (recharge > platform ? recharge : platform)) + AddressLock.LongestWait;
            Require(
                options.Lease > step + Lease.SaveTime,
                $"Sync:Lease is {options.Lease}, but one step for store '{store}' may take {step} and its saving {Lease.SaveTime}: raise Sync:Lease, or lower RateLimit:MaxWait, Stores:{store}:Recharge:Timeout, Stores:{store}:Platform:Timeout or Stores:{store}:Platform:MaxWait."
            );
            Require(
                streams.Value.ClaimAfter > step,
                $"Streams:ClaimAfter is {streams.Value.ClaimAfter}, but one step for store '{store}' may take {step}: raise Streams:ClaimAfter, or entries are claimed from workers that still work on them."
            );
        }

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
