using RechargeSync.Console.Client;

namespace RechargeSync.Console.Access;

/// <summary>Who may look and who may act: configuration section <c>Admin</c>.</summary>
public sealed class AdminOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Admin";

    /// <summary>Keys with their roles, under the name that the audit trail shows.</summary>
    public IDictionary<string, AdminKeyOptions> Keys { get; init; } =
        new Dictionary<string, AdminKeyOptions>(StringComparer.Ordinal);

    /// <summary>A reverse proxy that has asked already who is there.</summary>
    public AdminProxyOptions Proxy { get; init; } = new();

    /// <summary>How long a sign-in on the page lasts without a call. Default 8 hours.</summary>
    public TimeSpan SessionLifetime { get; set; } = TimeSpan.FromHours(8);

    /// <summary>How long it lasts at most. Default 12 hours.</summary>
    public TimeSpan SessionLimit { get; set; } = TimeSpan.FromHours(12);

    /// <summary>Calls a second that each caller may make for long, of pages and API together. Default 50.</summary>
    public int CallsPerSecond { get; set; } = 50;

    /// <summary>Address of a trace in the trace viewer, with <c>{traceId}</c> in it; empty for no links.</summary>
    public string TraceUrl { get; set; } = "";

    /// <summary>Whether anything is configured by which a caller can be known.</summary>
    internal bool KnowsCallers => Keys.Count > 0 || Proxy.Header.Length > 0;
}

/// <summary>One key: configuration section <c>Admin:Keys:{name}</c>.</summary>
public sealed class AdminKeyOptions
{
    /// <summary>Lower-case hex SHA-256 of the key, 64 characters.</summary>
    public string Hash { get; set; } = "";

    /// <summary><c>viewer</c> (default) or <c>operator</c>.</summary>
    public string Role { get; set; } = AdminRoles.Viewer;
}

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

    /// <summary>
    /// The proxies' own addresses in CIDR form; from anywhere else the header counts for nothing, nor does
    /// <c>X-Forwarded-For</c>. Without <see cref="Header"/> they tell where callers come from alone.
    /// </summary>
    public IList<string> KnownNetworks { get; init; } = [];

    /// <summary>Names that are operators.</summary>
    public IList<string> Operators { get; init; } = [];

    /// <summary>Names that are viewers; <c>*</c> for everybody whom the proxy lets through.</summary>
    public IList<string> Viewers { get; init; } = [];
}
