namespace Aspire.Hosting.ApplicationModel;

/// <summary>All resources of the application.</summary>
public interface IResourceCollection : IList<IResource>
{
}
