using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace RechargeSync.Core.Stores;

/// <summary>
/// Stops the start on a store that could not work, with a message that names the key. What calls to Recharge and to
/// platforms need is checked by those who make them.
/// </summary>
internal sealed partial class StoreOptionsValidation : IValidateOptions<StoresOptions>
{
    // Recharge's have 64 characters; what is much shorter was cut, or thought up.
    private const int ShortestSecret = 16;

    public ValidateOptionsResult Validate(string? name, StoresOptions options)
    {
        var problems =
            options.Count == 0
                ? ["Stores: configure at least one store, for example Stores:default:ClientSecrets:0."]
                : options.SelectMany(pair => Check(pair.Key, pair.Value)).Concat(CheckShared(options)).ToList();

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Check(string name, StoreOptions store)
    {
        var key = $"Stores:{name}";
        if (!NamePattern().IsMatch(name))
        {
            yield return $"{key}: a store's name is 1 to 64 lower-case letters, digits or dashes, "
                + "since it stands in the webhook's address.";
        }

        if (store.ClientSecrets.Count == 0 || store.ClientSecrets.Any(string.IsNullOrWhiteSpace))
        {
            yield return $"{key}:ClientSecrets: give the API Client Secret of the Recharge token that created the webhooks; "
                + "no entry may be empty.";
        }

        foreach (var (number, secret) in store.ClientSecrets.Index())
        {
            if (ProblemOf(secret) is { } problem)
            {
                yield return $"{key}:ClientSecrets:{number} {problem}";
            }
        }

        if (store.AccessToken.Length > 0 && store.ClientSecrets.Contains(store.AccessToken))
        {
            yield return $"{key}:ClientSecrets equals {key}:AccessToken: "
                + "webhooks are signed with the API Client Secret, not with the access token.";
        }

        if (store.ApiVersion is not ("2021-01" or "2021-11"))
        {
            yield return $"{key}:ApiVersion is '{store.ApiVersion}': use 2021-01 or 2021-11.";
        }

        if (store.BodyRetention is { TotalDays: < 1 or > 3650 } retention)
        {
            yield return $"{key}:BodyRetention is {retention}: give a time from 1.00:00:00, a day, to 3650.00:00:00.";
        }

        foreach (var problem in CheckTimeZone(key, store))
        {
            yield return problem;
        }
    }

    // Padded as a file ends that a secret is read from.
    private static string? ProblemOf(string secret) =>
        string.IsNullOrWhiteSpace(secret) ? null
        : secret.Trim() != secret ? "begins or ends with a blank or a line break: no signature would ever fit it."
        : secret.Any(char.IsControl) ? "holds a control character: copy it anew from Recharge."
        : secret.Length < ShortestSecret
            ? $"has fewer than {ShortestSecret} characters: copy the whole API Client Secret from Recharge."
        : null;

    // A body that is signed for one store would be taken for the other.
    private static IEnumerable<string> CheckShared(StoresOptions options) =>
        options
            .SelectMany(pair =>
                pair.Value.ClientSecrets.Distinct(StringComparer.Ordinal).Select(secret => (pair.Key, secret))
            )
            .Where(item => !string.IsNullOrWhiteSpace(item.secret))
            .GroupBy(item => item.secret, item => item.Key, StringComparer.Ordinal)
            .Where(stores => stores.Skip(1).Any())
            .Select(stores =>
                string.Join(
                    " and ",
                    stores.Order(StringComparer.Ordinal).Select(name => $"Stores:{name}:ClientSecrets")
                )
                + " hold the same secret: what is signed for one store would be taken for the other. Each store has an "
                + "API Client Secret of its own."
            );

    private static IEnumerable<string> CheckTimeZone(string key, StoreOptions store)
    {
        if (string.IsNullOrEmpty(store.TimeZone))
        {
            if (store.ApiVersion == "2021-01")
            {
                yield return $"{key}:TimeZone is missing: 2021-01 sends store-local times without offset; "
                    + "give the store's IANA zone, such as America/New_York.";
            }
        }
        else if (!TimeZoneInfo.TryFindSystemTimeZoneById(store.TimeZone, out _))
        {
            yield return $"{key}:TimeZone '{store.TimeZone}' is unknown on this machine: "
                + "give an IANA zone, such as America/New_York.";
        }
    }

    [GeneratedRegex("^[a-z0-9-]{1,64}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamePattern();
}
