using Aspire.Hosting.Native;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>Creates applications under test: without dashboard and demo, on random ports.</summary>
public static class DistributedApplicationTestingBuilder
{
    /// <summary>Runs the entry point of the AppHost that <typeparamref name="TEntryPoint"/> belongs to, up to its call of Build.</summary>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(CancellationToken cancellationToken = default)
        where TEntryPoint : class => CreateAsync<TEntryPoint>([], cancellationToken);

    /// <summary>Runs the entry point of the AppHost that <typeparamref name="TEntryPoint"/> belongs to, up to its call of Build.</summary>
    /// <param name="args">Configuration, such as <c>UseVolumes=false</c>.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(string[] args, CancellationToken cancellationToken = default)
        where TEntryPoint : class => CreateAsync(typeof(TEntryPoint), args, cancellationToken);

    /// <summary>Runs the entry point of the AppHost that <typeparamref name="TEntryPoint"/> belongs to, up to its call of Build.</summary>
    /// <param name="args">Configuration, such as <c>UseVolumes=false</c>.</param>
    /// <param name="configureBuilder">Changes the options before the builder is made.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(
        string[] args, Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configureBuilder, CancellationToken cancellationToken = default)
        where TEntryPoint : class => CreateAsync(typeof(TEntryPoint), args, configureBuilder, cancellationToken);

    /// <summary>Runs the entry point of the AppHost that <paramref name="entryPoint"/> belongs to, up to its call of Build.</summary>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync(Type entryPoint, CancellationToken cancellationToken = default) =>
        CreateAsync(entryPoint, [], cancellationToken);

    /// <summary>Runs the entry point of the AppHost that <paramref name="entryPoint"/> belongs to, up to its call of Build.</summary>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync(Type entryPoint, string[] args, CancellationToken cancellationToken = default) =>
        CreateAsync(entryPoint, args, static (_, _) => { }, cancellationToken);

    /// <summary>Runs the entry point of the AppHost that <paramref name="entryPoint"/> belongs to, up to its call of Build.</summary>
    public static async Task<IDistributedApplicationTestingBuilder> CreateAsync(
        Type entryPoint, string[] args, Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configureBuilder, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entryPoint);
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(configureBuilder);
        var run = new EntryPointRun(entryPoint.Assembly, args, configureBuilder);
        return await run.StartAsync(cancellationToken);
    }

    /// <summary>Creates an empty application.</summary>
    public static IDistributedApplicationTestingBuilder Create(params string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        var hook = new StandaloneHook(args);
        EntryPointHook.Current = hook;
        try
        {
            return new TestingBuilder(DistributedApplication.CreateBuilder(args), hook);
        }
        finally
        {
            EntryPointHook.Current = null;
        }
    }
}
