using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using RechargeSync.Core.Hosting;
using RechargeSync.Core.Stores;
using RechargeSync.Platforms.Calls;

namespace RechargeSync.Core.Recharge;

/// <summary>Registers what calls Recharge.</summary>
internal static class RechargeServices
{
    /// <summary>The clients of Recharge's API and the limit that they share. Needs stores and Redis.</summary>
    public static IHostApplicationBuilder AddRecharge(this IHostApplicationBuilder builder)
    {
        builder.Services.AddCheckedOptions(RateLimitOptions.Section, new RateLimitOptionsValidation());
        var services = builder.Services;
        services.AddSingleton<IValidateOptions<StoresOptions>, RechargeAccessValidation>();
        services.AddSingleton<IValidateOptions<StoresOptions>>(
            new CallsInClear(builder.Environment, nameof(StoreOptions.Recharge), store => store.Recharge)
        );
        services.AddSingleton<RateLimitMetrics>();
        services.AddSingleton<RateLimiter>();
        services.AddSingleton<RateLimiterState>();
        services.AddSingleton<AddressLock>();
        services.AddSingleton<RechargeCalls>();
        services.AddSingleton<RechargeClient>();
        services.AddSingleton<WebhookSubscriptions>();
        services.AddCallClient(RechargeCalls.ClientName);
        return builder;
    }
}

/// <summary>Stops the start of a service that calls Recharge and could not.</summary>
internal sealed class RechargeAccessValidation : IValidateOptions<StoresOptions>
{
    public ValidateOptionsResult Validate(string? name, StoresOptions options)
    {
        var problems = options.SelectMany(pair => Problems($"{StoresOptions.Section}:{pair.Key}", pair.Value)).ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Problems(string key, StoreOptions store) =>
        string.IsNullOrWhiteSpace(store.AccessToken)
            ?
            [
                $"{key}:AccessToken is missing: it is needed to write ids back to Recharge.",
                .. store.Recharge.Problems($"{key}:Recharge"),
            ]
            : store.Recharge.Problems($"{key}:Recharge");
}
