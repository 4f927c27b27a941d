using System.Reflection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Native;

/// <summary>Lets a test host take over the application that AppHost's entry point builds.</summary>
internal abstract class EntryPointHook
{
    private static readonly AsyncLocal<EntryPointHook?> s_current = new();

    /// <summary>The hook of the entry point that runs now; null outside of tests.</summary>
    public static EntryPointHook? Current
    {
        get => s_current.Value;
        set => s_current.Value = value;
    }

    /// <summary>The assembly of the entry point; null when there is none.</summary>
    public abstract Assembly? AppHost { get; }

    /// <summary>Called before the builder is made.</summary>
    public abstract void OnCreating(DistributedApplicationOptions options, HostApplicationBuilderSettings settings);

    /// <summary>Called when the entry point has described the model; returns when the application may be built.</summary>
    public abstract void OnBuilding(IDistributedApplicationBuilder builder);

    public abstract void OnBuilt(DistributedApplication application);
}
