namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource that others find by its name.</summary>
public interface IResourceWithServiceDiscovery : IResourceWithEndpoints
{
}
