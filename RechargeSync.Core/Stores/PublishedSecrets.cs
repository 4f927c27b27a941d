using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace RechargeSync.Core.Stores;

/// <summary>
/// Stops the start, outside the environment Development, on secrets that everybody can read in the sources.
/// </summary>
internal sealed class PublishedSecrets(IHostEnvironment environment) : IValidateOptions<StoresOptions>
{
    private static readonly string[] s_published =
    [
        "dev-client-secret",
        "dev-access-token",
        "dev-platform-key",
        "dev-classic-secret",
        "dev-classic-token",
    ];

    public ValidateOptionsResult Validate(string? name, StoresOptions options)
    {
        var problems = environment.IsDevelopment()
            ? []
            : options.SelectMany(pair => Problems($"{StoresOptions.Section}:{pair.Key}", pair.Value)).ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Problems(string key, StoreOptions store) =>
        store
            .ClientSecrets.Select((secret, number) => (Key: $"{key}:ClientSecrets:{number}", Value: secret))
            .Append((Key: $"{key}:AccessToken", Value: store.AccessToken))
            .Append((Key: $"{key}:Platform:ApiKey", Value: store.Platform.ApiKey))
            .Where(secret => s_published.Contains(secret.Value, StringComparer.Ordinal))
            .Select(secret => $"{secret.Key} is the value for development, which anybody can read: give your own.");
}
