namespace RechargeSync.Console.Access;

/// <summary>
/// A trusted reverse proxy: configuration section <c>Admin:Proxy</c>. Off without <see cref="Header"/>.
/// </summary>
public sealed class AdminProxyOptions
{
    /// <summary>
    /// The header in which the proxy names who is there, such as <c>X-Forwarded-Email</c>. The proxy must remove it
    /// from what comes in.
    /// </summary>
    public string Header { get; set; } = "";

    /// <summary>The proxy's own addresses in CIDR form; from anywhere else the header counts for nothing.</summary>
    public IList<string> KnownNetworks { get; init; } = [];

    /// <summary>Names that are operators.</summary>
    public IList<string> Operators { get; init; } = [];

    /// <summary>Names that are viewers; <c>*</c> for everybody whom the proxy lets through.</summary>
    public IList<string> Viewers { get; init; } = [];
}
