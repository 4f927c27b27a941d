namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value that AppHost is given from outside.</summary>
public class ParameterResource : Resource, IValueProvider
{
    private readonly Func<string?> _read;

    internal ParameterResource(string name, Func<string?> read, bool secret, string configurationKey)
        : base(name)
    {
        _read = read;
        Secret = secret;
        ConfigurationKey = configurationKey;
    }

    /// <summary>True when the value must not be shown.</summary>
    public bool Secret { get; }

    /// <summary>Where the value is looked up.</summary>
    internal string ConfigurationKey { get; }

    internal string? Value => _read();

    /// <inheritdoc />
    /// <exception cref="DistributedApplicationException">The parameter has no value; the message says where to set it.</exception>
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<string?>(Value ?? throw new DistributedApplicationException(MissingMessage));

    internal string MissingMessage =>
        $"Parameter '{Name}' has no value. Set the environment variable " +
        $"{ConfigurationKey.Replace(":", "__", StringComparison.Ordinal).Replace('-', '_')}, or \"{ConfigurationKey}\" in " +
        "AppHost's appsettings.{environment}.json (the values for development apply when DOTNET_ENVIRONMENT is Development).";
}
