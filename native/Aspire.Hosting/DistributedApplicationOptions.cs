namespace Aspire.Hosting;

/// <summary>Options for <see cref="DistributedApplication.CreateBuilder(DistributedApplicationOptions)"/>.</summary>
public class DistributedApplicationOptions
{
    /// <summary>Command line arguments; they become configuration.</summary>
    public string[]? Args { get; set; }

    /// <summary>Name of AppHost's assembly; by default the process's entry assembly.</summary>
    public string? AssemblyName { get; set; }

    /// <summary>True under test: a wait on a dead dependency then fails instead of going on.</summary>
    public bool DisableDashboard { get; set; }

    /// <summary>True under test: the resources' output goes to the log of AppHost instead of to the console.</summary>
    public bool EnableResourceLogging { get; set; }
}
