namespace Aspire.Hosting.ApplicationModel;

/// <summary>One part of the system: a service, a database, a parameter.</summary>
public interface IResource
{
    /// <summary>Name, unique in the application.</summary>
    string Name { get; }

    /// <summary>What is known about the resource.</summary>
    ResourceAnnotationCollection Annotations { get; }
}
