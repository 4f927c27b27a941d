using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Primitives;

namespace Microsoft.Extensions.ServiceDiscovery;

/// <summary>The endpoints of the services named in the configuration section <c>Services</c>, in turn.</summary>
internal sealed class ServiceEndpoints : IDisposable
{
    private readonly IConfiguration _configuration;
    private readonly ConcurrentDictionary<(string Host, string Endpoint), string[]> _known = new();
    private readonly IDisposable _reload;
    private int _turn = -1;

    public ServiceEndpoints(IConfiguration configuration)
    {
        _configuration = configuration;
        _reload = ChangeToken.OnChange(configuration.GetReloadToken, _known.Clear);
    }

    public void Dispose() => _reload.Dispose();

    /// <summary>
    /// The address to call for <paramref name="uri"/>. Its scheme may list several, joined by <c>+</c>, the most wanted first.
    /// A host that the configuration does not name is passed through, with the first of its schemes.
    /// </summary>
    public Uri Resolve(Uri uri)
    {
        var schemes = uri.Scheme.Split('+');
        var (endpointName, host) = SplitHost(uri.Host);
        foreach (var scheme in schemes)
        {
            var addresses = _known.GetOrAdd((host, endpointName ?? scheme), AddressesOf);
            if (addresses.Length > 0)
            {
                var turn = (uint)Interlocked.Increment(ref _turn);
                return Combine(uri, addresses[turn % (uint)addresses.Length], scheme);
            }
        }

        return schemes.Length == 1 ? uri : new UriBuilder(uri) { Scheme = schemes[0], Port = uri.IsDefaultPort ? -1 : uri.Port }.Uri;
    }

    // "_admin.shop" asks for the endpoint "admin" of the service "shop".
    private static (string? EndpointName, string Host) SplitHost(string host)
    {
        var dot = host.IndexOf('.', StringComparison.Ordinal);
        return dot > 1 && host[0] == '_' ? (host[1..dot], host[(dot + 1)..]) : (null, host);
    }

    private string[] AddressesOf((string Host, string Endpoint) key)
    {
        var section = _configuration.GetSection("Services").GetSection(key.Host).GetSection(key.Endpoint);
        return [.. section.GetChildren().Select(c => c.Value).Append(section.Value).OfType<string>().Where(v => v.Length > 0)];
    }

    private static Uri Combine(Uri uri, string address, string scheme)
    {
        var text = address.Contains("://", StringComparison.Ordinal) ? address : $"{scheme}://{address}";
        var endpoint = new Uri(text, UriKind.Absolute);
        return new UriBuilder(uri)
        {
            Scheme = endpoint.Scheme,
            Host = endpoint.Host,
            Port = endpoint.Port,
            Path = endpoint.AbsolutePath.TrimEnd('/') + uri.AbsolutePath,
        }.Uri;
    }
}
