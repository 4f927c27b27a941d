using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.Hosting;

/// <summary>What holds in the environment Development alone: configuration section <c>Development</c>.</summary>
public sealed class DevelopmentOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Development";

    /// <summary>
    /// Whether other machines may reach the service, although its secrets are those that everybody can read. Default
    /// false.
    /// </summary>
    public bool AllowRemote { get; set; }
}

/// <summary>Stops the start of a service with the secrets of Development where other machines could reach it.</summary>
internal sealed class DevelopmentOptionsValidation(IHostEnvironment environment, IConfiguration configuration)
    : IValidateOptions<DevelopmentOptions>
{
    public ValidateOptionsResult Validate(string? name, DevelopmentOptions options) =>
        environment.IsDevelopment()
        && !options.AllowRemote
        && Listening.BeyondThisMachine(configuration) is { Count: > 0 } reachable
            ? ValidateOptionsResult.Fail(
                $"The environment is Development, whose secrets everybody can read, and other machines could reach "
                    + $"{string.Join(", ", reachable)}: set ASPNETCORE_ENVIRONMENT=Production, listen at localhost, or "
                    + $"set {DevelopmentOptions.Section}:{nameof(options.AllowRemote)}=true."
            )
            : ValidateOptionsResult.Success;
}
