#pragma warning disable ASPIRECERTIFICATES001 // Experimental; there is no other way to tell the dashboard.
using Microsoft.Extensions.DependencyInjection;

namespace RechargeSync.AppHost.Startup;

/// <summary>
/// Nothing here speaks HTTPS, so nobody has to trust a development certificate. The dashboard would ask for one with a
/// red bar on each page; it is part of the model only by the time of the start.
/// </summary>
internal sealed class PlainHttp(DistributedApplicationModel model) : LifecycleService
{
    public override Task StartingAsync(CancellationToken cancellationToken)
    {
        foreach (
            var resource in model.Resources.Where(resource =>
                resource.HasAnnotationOfType<HttpsCertificateConfigurationCallbackAnnotation>()
            )
        )
        {
            resource.Annotations.Add(new HttpsCertificateAnnotation { UseDeveloperCertificate = false });
        }

        return Task.CompletedTask;
    }
}

/// <summary>How a model says so.</summary>
internal static class PlainHttpExtensions
{
    /// <summary>Uses no certificate anywhere.</summary>
    public static void UsePlainHttp(this IDistributedApplicationBuilder builder) =>
        builder.Services.AddHostedService<PlainHttp>();
}
