namespace Aspire.Hosting;

/// <summary>How a project resource uses its launch profile.</summary>
public class ProjectResourceOptions
{
    /// <summary>Name of the launch profile; unset, it is AppHost's own profile name, else the project's first profile.</summary>
    public string? LaunchProfileName { get; set; }

    /// <summary>Ignores the launch profile: neither its endpoints nor its environment are used.</summary>
    public bool ExcludeLaunchProfile { get; set; }

    /// <summary>Accepted for compatibility: endpoints from Kestrel configuration are never read here.</summary>
    public bool ExcludeKestrelEndpoints { get; set; }
}
