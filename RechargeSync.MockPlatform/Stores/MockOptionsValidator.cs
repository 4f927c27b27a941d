using Microsoft.Extensions.Options;
using RechargeSync.MockPlatform.Recharge;

namespace RechargeSync.MockPlatform.Stores;

/// <summary>Stops the start on a setting that could only surprise later. Every message names its key.</summary>
internal sealed class MockOptionsValidator : IValidateOptions<MockOptions>
{
    public ValidateOptionsResult Validate(string? name, MockOptions options)
    {
        var errors = new List<string>();
        if (options.Stores.Count == 0)
        {
            errors.Add("Mock:Stores needs at least one store with ClientSecret and AccessToken.");
        }

        foreach (var (store, settings) in options.Stores)
        {
            CheckStore($"Mock:Stores:{store}", store, settings, errors);
        }

        foreach (
            var shared in options
                .Stores.GroupBy(s => s.Value.AccessToken, StringComparer.Ordinal)
                .Where(g => g.Count() > 1)
        )
        {
            var names = string.Join(" and ", shared.Select(s => s.Key));
            errors.Add($"Mock:Stores: {names} have the same AccessToken; it decides the store, so each needs its own.");
        }

        Require(options.Platform.ApiKey.Length > 0, "Mock:Platform:ApiKey must be set.", errors);
        CheckWebhooks(options.Webhooks, errors);
        CheckRateLimit("Mock:RateLimit", options.RateLimit, errors);
        Require(
            options.Recharge.WriteDuration >= TimeSpan.Zero,
            "Mock:Recharge:WriteDuration must not be negative.",
            errors
        );
        Require(options.Faults.HangLimit > TimeSpan.Zero, "Mock:Faults:HangLimit must be above zero.", errors);
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static void CheckStore(string key, string name, StoreOptions store, List<string> errors)
    {
        Require(
            name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'),
            $"{key}: a store's name may hold letters, digits, - and _ only.",
            errors
        );
        Require(store.ClientSecret.Length > 0, $"{key}:ClientSecret must be set.", errors);
        Require(store.AccessToken.Length > 0, $"{key}:AccessToken must be set.", errors);
        Require(
            store.ClientSecret.Length == 0
                || !string.Equals(store.ClientSecret, store.AccessToken, StringComparison.Ordinal),
            $"{key}: ClientSecret and AccessToken must differ; only the secret signs webhooks.",
            errors
        );
        Require(
            ApiVersions.TryParse(store.ApiVersion, out _),
            $"{key}:ApiVersion must be 2021-01 or 2021-11, not '{store.ApiVersion}'.",
            errors
        );
        Require(
            TimeZoneInfo.TryFindSystemTimeZoneById(store.TimeZone, out _),
            $"{key}:TimeZone '{store.TimeZone}' is not known here; use an IANA name and install tzdata.",
            errors
        );
        if (store.RateLimit is not null)
        {
            CheckRateLimit($"{key}:RateLimit", store.RateLimit, errors);
        }
    }

    private static void CheckWebhooks(WebhookOptions webhooks, List<string> errors)
    {
        Require(
            Uri.TryCreate(webhooks.BaseUrl, UriKind.Absolute, out var url) && url.Scheme is "http" or "https",
            $"Mock:Webhooks:BaseUrl must be an absolute http or https address, not '{webhooks.BaseUrl}'.",
            errors
        );
        Require(
            webhooks.TimeScale >= 1 && double.IsFinite(webhooks.TimeScale),
            "Mock:Webhooks:TimeScale must be 1 (as slow as Recharge) or more.",
            errors
        );
        Require(webhooks.AnswerWithin > TimeSpan.Zero, "Mock:Webhooks:AnswerWithin must be above zero.", errors);
        Require(webhooks.Concurrency > 0, "Mock:Webhooks:Concurrency must be above zero.", errors);
        Require(webhooks.HoldBack >= TimeSpan.Zero, "Mock:Webhooks:HoldBack must not be negative.", errors);
    }

    private static void CheckRateLimit(string key, RateLimitOptions limit, List<string> errors)
    {
        Require(limit.BucketSize > 0, $"{key}:BucketSize must be above zero.", errors);
        Require(
            limit.LeakPerSecond > 0 && double.IsFinite(limit.LeakPerSecond),
            $"{key}:LeakPerSecond must be above zero.",
            errors
        );
    }

    private static void Require(bool holds, string message, List<string> errors)
    {
        if (!holds)
        {
            errors.Add(message);
        }
    }
}
