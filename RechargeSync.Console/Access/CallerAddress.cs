using System.Net;
using Microsoft.Extensions.Options;

namespace RechargeSync.Console.Access;

/// <summary>Where calls come from: past the known proxies, for anybody else could name whomever he likes.</summary>
internal sealed class CallerAddress(IOptions<AdminOptions> options)
{
    private const string ForwardedFor = "X-Forwarded-For";

    private readonly IPNetwork[] _proxies = [.. options.Value.Proxy.KnownNetworks.Select(IPNetwork.Parse)];

    /// <summary>Whether it is a known proxy's own.</summary>
    public bool IsProxy(IPAddress? address) =>
        address is not null
        && _proxies.Any(network => network.Contains(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address));

    /// <summary>The caller's address; null where there is none, as over a socket of this machine.</summary>
    public IPAddress? Of(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress;
        if (!IsProxy(address))
        {
            return address;
        }

        // Each proxy appends whom it was called by: from the right, the first that is no proxy of ours is the caller.
        var named = string.Join(',', context.Request.Headers[ForwardedFor].ToArray()).Split(',').Reverse();
        foreach (var name in named)
        {
            if (!IPEndPoint.TryParse(name.Trim(), out var point))
            {
                break;
            }

            address = point.Address;
            if (!IsProxy(address))
            {
                break;
            }
        }

        return address;
    }
}
