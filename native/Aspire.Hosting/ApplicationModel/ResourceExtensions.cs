namespace Aspire.Hosting.ApplicationModel;

/// <summary>Reads facts of resources.</summary>
public static class ResourceExtensions
{
    /// <summary>How many processes of the resource run.</summary>
    public static int GetReplicaCount(this IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return resource.Annotations.OfType<ReplicaAnnotation>().LastOrDefault()?.Replicas ?? 1;
    }
}
