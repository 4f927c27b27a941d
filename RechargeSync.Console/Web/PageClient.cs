using System.Net.Security;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using RechargeSync.Core.Admin.Access;
using RechargeSync.Core.Admin.Client;

namespace RechargeSync.Console.Web;

/// <summary>The pages' way to the admin API of their own process, in the name of who looks at them.</summary>
internal static class PageClient
{
    /// <summary>Adds an <see cref="AdminClient"/> for each request.</summary>
    public static IServiceCollection AddPageClient(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddSingleton(_ => new SocketsHttpHandler
        {
            UseCookies = false,
            AllowAutoRedirect = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),

            // The other end is this process, on this machine: its certificate is to be valid, but names the outside.
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, _, _, errors) =>
                    errors is SslPolicyErrors.None or SslPolicyErrors.RemoteCertificateNameMismatch,
            },
        });
        services.AddScoped(provider => new AdminClient(
            new HttpClient(
                new CallerHandler(
                    provider.GetRequiredService<IHttpContextAccessor>(),
                    provider.GetRequiredService<PageIdentity>()
                )
                {
                    InnerHandler = provider.GetRequiredService<SocketsHttpHandler>(),
                },
                disposeHandler: false
            )
            {
                BaseAddress = OwnAddress(provider.GetRequiredService<IServer>()),
            }
        ));
        return services;
    }

    /// <summary>Where this process can be reached from this machine.</summary>
    /// <exception cref="InvalidOperationException">The server does not listen yet.</exception>
    internal static Uri OwnAddress(IServer server)
    {
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        var address =
            addresses.FirstOrDefault(one => one.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
            ?? addresses.FirstOrDefault()
            ?? throw new InvalidOperationException("The server does not listen yet.");
        var binding = BindingAddress.Parse(address);
        var host = binding.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "127.0.0.1" : binding.Host;
        return new UriBuilder(binding.Scheme, host, binding.Port).Uri;
    }
}
