namespace Aspire.Hosting.ApplicationModel;

/// <summary>Says that a resource is ready only while a check succeeds.</summary>
public class HealthCheckAnnotation(string key) : IResourceAnnotation
{
    /// <summary>Name of the check.</summary>
    public string Key { get; } = key;
}
