using Microsoft.Extensions.Options;

namespace RechargeSync.MockPlatform.Stores;

/// <summary>
/// Stops the start where other machines could reach the mock: it asks nobody for a key, and sends webhooks wherever it
/// is told.
/// </summary>
internal sealed class MockReach(IConfiguration configuration) : IValidateOptions<MockOptions>
{
    public ValidateOptionsResult Validate(string? name, MockOptions options) =>
        !options.AllowRemote && Listening.BeyondThisMachine(configuration) is { Count: > 0 } reachable
            ? ValidateOptionsResult.Fail(
                $"The mock asks nobody for a key, and other machines could reach {string.Join(", ", reachable)}: listen "
                    + "at localhost, or set Mock:AllowRemote=true where the network is your own."
            )
            : ValidateOptionsResult.Success;
}
