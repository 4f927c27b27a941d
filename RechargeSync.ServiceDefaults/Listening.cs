using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Extensions.Hosting;

/// <summary>Where a service is going to listen, as its configuration says.</summary>
public static class Listening
{
    /// <summary>The addresses at which other machines can reach it.</summary>
    public static IReadOnlyList<string> BeyondThisMachine(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return
        [
            .. List(configuration["urls"])
                .Concat(List(configuration["http_ports"]).Select(port => $"http://*:{port}"))
                .Concat(List(configuration["https_ports"]).Select(port => $"https://*:{port}"))
                .Concat(Endpoints(configuration))
                .Where(address => !IsOfThisMachine(address)),
        ];
    }

    private static IEnumerable<string> Endpoints(IConfiguration configuration) =>
        configuration
            .GetSection("Kestrel:Endpoints")
            .GetChildren()
            .Select(endpoint => endpoint["Url"])
            .OfType<string>();

    private static string[] List(string? text) =>
        (text ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static bool IsOfThisMachine(string text)
    {
        var address = BindingAddress.Parse(text);
        return address.IsUnixPipe
            || address.IsNamedPipe
            || address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
    }
}
