namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource that lives in another one, such as a database in its server.</summary>
public interface IResourceWithParent : IResource
{
    /// <summary>The resource it lives in.</summary>
    IResource Parent { get; }
}
