using Microsoft.Extensions.DependencyInjection;

namespace RechargeSync.Platforms.Calls;

/// <summary>Registers the HTTP clients of the APIs that we call.</summary>
public static class CallClients
{
    /// <summary>
    /// What a span shows as the address of a request, where the address itself opens something for whoever knows it.
    /// The services' telemetry reads it by this name.
    /// </summary>
    public static readonly HttpRequestOptionsKey<string> ShownUrl = new("rechargesync.shown_url");

    /// <summary>Longest headers of an answer, in kibibytes; half of what .NET takes.</summary>
    private const int MaxHeaders = 32;

    /// <summary>
    /// A client without a time-out, since every call has one of its own, which is part of what the lease is checked
    /// against; and without log messages, since what comes of a call is told in our own words, with the order's id.
    /// </summary>
    /// <param name="services">Where to.</param>
    /// <param name="name">The client's name.</param>
    /// <param name="idle">
    /// How long a connection is kept that nobody uses: shorter than the other side keeps it, or a write meets one that
    /// is just being closed. Null is a minute.
    /// </param>
    public static void AddCallClient(this IServiceCollection services, string name, TimeSpan? idle = null) =>
        services
            .AddHttpClient(name, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() =>
                // A redirect is not followed: the token would go along to wherever it points, and a write would come
                // there as a read.
                new SocketsHttpHandler
                {
                    AllowAutoRedirect = false,
                    UseCookies = false,
                    MaxResponseHeadersLength = MaxHeaders,
                    PooledConnectionIdleTimeout = idle ?? TimeSpan.FromMinutes(1),
                }
            )
            .RemoveAllLoggers();
}
