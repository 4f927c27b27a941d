using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Native;

/// <summary>How a resource becomes a process.</summary>
internal abstract class ProcessRecipe : IResourceAnnotation
{
    /// <summary>Kind of resource, as events show it.</summary>
    public abstract string ResourceType { get; }

    /// <summary>Makes everything ready for the start and says what to start.</summary>
    public abstract Task<ProcessSpec> PrepareAsync(LaunchContext context, CancellationToken cancellationToken);

    /// <summary>Checks the running process. Null means healthy; a text says what is wrong.</summary>
    public abstract Task<string?> CheckAsync(LaunchContext context, CancellationToken cancellationToken);

    /// <summary>True when a line of its output is worth a person's attention.</summary>
    public abstract bool IsNotable(string line);
}
