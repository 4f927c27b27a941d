namespace Aspire.Hosting.ApplicationModel;

/// <summary>The model that the application runs.</summary>
public class DistributedApplicationModel(IResourceCollection resources)
{
    /// <summary>All resources.</summary>
    public IResourceCollection Resources { get; } = resources;
}
