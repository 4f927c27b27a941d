using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using RechargeSync.Core.Platforms;

namespace RechargeSync.Core.Stores;

/// <summary>Stops the start on a store that could not work, with a message that names the key.</summary>
/// <param name="calls">
/// True where stores are called (Worker), false where only signatures are checked (Webhooks).
/// </param>
internal sealed partial class StoreOptionsValidation(bool calls) : IValidateOptions<StoresOptions>
{
    public ValidateOptionsResult Validate(string? name, StoresOptions options)
    {
        var problems =
            options.Count == 0
                ? ["Stores: configure at least one store, for example Stores:default:ClientSecrets:0."]
                : options.SelectMany(pair => Check(pair.Key, pair.Value)).ToList();

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private IEnumerable<string> Check(string name, StoreOptions store)
    {
        var key = $"Stores:{name}";
        if (!NamePattern().IsMatch(name))
        {
            yield return $"{key}: a store's name is 1 to 64 lower-case letters, digits or dashes, since it stands in the webhook's address.";
        }

        if (store.ClientSecrets.Count == 0 || store.ClientSecrets.Any(string.IsNullOrWhiteSpace))
        {
            yield return $"{key}:ClientSecrets: give the API Client Secret of the Recharge token that created the webhooks; no entry may be empty.";
        }

        if (store.AccessToken.Length > 0 && store.ClientSecrets.Contains(store.AccessToken))
        {
            yield return $"{key}:ClientSecrets equals {key}:AccessToken: webhooks are signed with the API Client Secret, not with the access token.";
        }

        if (store.ApiVersion is not ("2021-01" or "2021-11"))
        {
            yield return $"{key}:ApiVersion is '{store.ApiVersion}': use 2021-01 or 2021-11.";
        }

        foreach (var problem in CheckTimeZone(key, store).Concat(calls ? CheckCalls(key, store) : []))
        {
            yield return problem;
        }
    }

    private static IEnumerable<string> CheckTimeZone(string key, StoreOptions store)
    {
        if (string.IsNullOrEmpty(store.TimeZone))
        {
            if (store.ApiVersion == "2021-01")
            {
                yield return $"{key}:TimeZone is missing: 2021-01 sends store-local times without offset; give the store's IANA zone, such as America/New_York.";
            }
        }
        else if (!TimeZoneInfo.TryFindSystemTimeZoneById(store.TimeZone, out _))
        {
            yield return $"{key}:TimeZone '{store.TimeZone}' is unknown on this machine: give an IANA zone, such as America/New_York.";
        }
    }

    private static IEnumerable<string> CheckCalls(string key, StoreOptions store)
    {
        if (string.IsNullOrWhiteSpace(store.AccessToken))
        {
            yield return $"{key}:AccessToken is missing: the Worker needs it to write ids back to Recharge.";
        }

        foreach (var (part, endpoint) in new[] { ("Recharge", store.Recharge), ("Platform", store.Platform) })
        {
            if (
                !Uri.TryCreate(endpoint.BaseUrl, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")
            )
            {
                yield return $"{key}:{part}:BaseUrl is '{endpoint.BaseUrl}': give an absolute http or https address.";
            }

            if (endpoint.Timeout <= TimeSpan.Zero || endpoint.Timeout > TimeSpan.FromSeconds(60))
            {
                yield return $"{key}:{part}:Timeout is {endpoint.Timeout}: give a time above 0 and up to 00:01:00.";
            }
        }

        if (store.Platform.Concurrency is < 1 or > 4096)
        {
            yield return $"{key}:Platform:Concurrency is {store.Platform.Concurrency}: give a number from 1 to 4096.";
        }

        if (!PlatformRegistry.Kinds.Contains(store.Platform.Kind, StringComparer.Ordinal))
        {
            yield return $"{key}:Platform:Kind is '{store.Platform.Kind}': known kinds are {string.Join(", ", PlatformRegistry.Kinds)}.";
        }
    }

    [GeneratedRegex("^[a-z0-9-]{1,64}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamePattern();
}
