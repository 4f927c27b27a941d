using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using RechargeSync.Core.Stores;
using RechargeSync.Platforms;
using RechargeSync.Platforms.Medusa;
using RechargeSync.Platforms.Vendure;

namespace RechargeSync.Core.Platforms;

/// <summary>Registers what calls the stores' platforms.</summary>
internal static class PlatformServices
{
    /// <summary>
    /// The kinds that come with us, and the adapter of each store; other kinds are registered beside it. Needs stores.
    /// </summary>
    public static IHostApplicationBuilder AddPlatforms(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IValidateOptions<StoresOptions>, PlatformAccessValidation>();
        builder.Services.AddSingleton<IValidateOptions<StoresOptions>>(
            new CallsInClear(builder.Environment, nameof(StoreOptions.Platform), store => store.Platform)
        );
        builder.Services.AddSingleton<PlatformRegistry>();
        builder.Services.AddHttpPlatform();
        builder.Services.AddMedusaPlatform();
        builder.Services.AddVendurePlatform();
        return builder;
    }
}

/// <summary>Stops the start of a service that calls platforms and could not.</summary>
internal sealed class PlatformAccessValidation(IEnumerable<PlatformKind> kinds, IConfiguration configuration)
    : IValidateOptions<StoresOptions>
{
    private static readonly TimeSpan s_longestWait = TimeSpan.FromHours(1);

    public ValidateOptionsResult Validate(string? name, StoresOptions options)
    {
        var problems = options
            .SelectMany(pair => Problems(PlatformRegistry.ConnectionOf(pair.Key, pair.Value.Platform), pair.Value.Platform))
            .ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private IEnumerable<string> Problems(PlatformConnection connection, PlatformOptions platform)
    {
        var key = connection.Key;
        foreach (var problem in platform.Problems(key))
        {
            yield return problem;
        }

        if (platform.Concurrency is < 1 or > 4096)
        {
            yield return $"{key}:Concurrency is {platform.Concurrency}: give a number from 1 to 4096.";
        }

        if (platform.MaxWait < TimeSpan.Zero || platform.MaxWait > s_longestWait)
        {
            yield return $"{key}:MaxWait is {platform.MaxWait}: give a time from 00:00:00 to 01:00:00.";
        }

        if (platform.SettleTime < TimeSpan.Zero || platform.SettleTime > s_longestWait)
        {
            yield return $"{key}:SettleTime is {platform.SettleTime}: give a time from 00:00:00 to 01:00:00.";
        }

        if (kinds.FirstOrDefault(kind => kind.Name == platform.Kind) is not { } known)
        {
            var names = string.Join(", ", kinds.Select(kind => kind.Name));
            yield return $"{key}:Kind is '{platform.Kind}': known kinds are {names}.";
            yield break;
        }

        foreach (var problem in known.Problems(configuration, connection))
        {
            yield return problem;
        }
    }
}
