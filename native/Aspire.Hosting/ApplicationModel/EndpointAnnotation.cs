using System.Net.Sockets;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A place where a resource listens.</summary>
public sealed class EndpointAnnotation : IResourceAnnotation
{
    /// <summary>Creates the annotation.</summary>
    public EndpointAnnotation(
        ProtocolType protocol, string? uriScheme = null, string? transport = null, string? name = null,
        int? port = null, int? targetPort = null, bool? isExternal = null, bool isProxied = true)
    {
        Protocol = protocol;
        UriScheme = uriScheme ?? "tcp";
        Transport = transport ?? UriScheme;
        Name = name ?? UriScheme;
        Port = port;
        TargetPort = targetPort;
        IsExternal = isExternal ?? false;
        IsProxied = isProxied;
    }

    /// <summary>Name of the endpoint, unique in its resource.</summary>
    public string Name { get; set; }

    /// <summary>Network protocol.</summary>
    public ProtocolType Protocol { get; set; }

    /// <summary>Port that clients use; unset, a free one is chosen.</summary>
    public int? Port { get; set; }

    /// <summary>Port that the program itself listens on; unset, the same as <see cref="Port"/>.</summary>
    public int? TargetPort { get; set; }

    /// <summary>Scheme of its address, such as http.</summary>
    public string UriScheme { get; set; }

    /// <summary>Transport, such as http.</summary>
    public string Transport { get; set; }

    /// <summary>True when the endpoint is reachable from outside once deployed.</summary>
    public bool IsExternal { get; set; }

    /// <summary>True when a proxy may stand before the program.</summary>
    public bool IsProxied { get; set; }

    /// <summary>Variable that tells the program its port.</summary>
    internal string? PortVariable { get; set; }

    /// <summary>The port in use, set when the application starts.</summary>
    internal int? AllocatedPort { get; set; }
}
