namespace Aspire.Hosting.ApplicationModel;

/// <summary>Says which resource to wait for before starting.</summary>
public class WaitAnnotation(IResource resource, WaitType waitType, int exitCode = 0) : IResourceAnnotation
{
    /// <summary>The resource to wait for.</summary>
    public IResource Resource { get; } = resource;

    /// <summary>What to wait for.</summary>
    public WaitType WaitType { get; } = waitType;

    /// <summary>The exit code to wait for.</summary>
    public int ExitCode { get; } = exitCode;

    /// <summary>What to do when that resource dies; by default it depends on the host.</summary>
    public WaitBehavior? WaitBehavior { get; set; }
}
