namespace Aspire.Hosting.ApplicationModel;

/// <summary>One fact about a resource.</summary>
public interface IResourceAnnotation
{
}
