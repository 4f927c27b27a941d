namespace Aspire.Hosting.ApplicationModel;

/// <summary>A change of a resource.</summary>
public class ResourceEvent(IResource resource, string resourceId, CustomResourceSnapshot snapshot)
{
    /// <summary>The resource.</summary>
    public IResource Resource { get; } = resource;

    /// <summary>Id of the instance; each replica has its own.</summary>
    public string ResourceId { get; } = resourceId;

    /// <summary>What is known after the change.</summary>
    public CustomResourceSnapshot Snapshot { get; } = snapshot;
}
