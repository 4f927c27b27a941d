namespace Aspire.Hosting;

/// <summary>Says whether AppHost runs the system or publishes it. The native stack only runs it.</summary>
public class DistributedApplicationExecutionContext
{
    /// <summary>True when the system is published.</summary>
    public bool IsPublishMode => !IsRunMode;

    /// <summary>True when the system is run; always so here.</summary>
    public bool IsRunMode { get; } = true;
}
