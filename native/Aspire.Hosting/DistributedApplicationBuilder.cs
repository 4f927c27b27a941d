using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Native;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting;

internal sealed class DistributedApplicationBuilder : IDistributedApplicationBuilder
{
    private readonly HostApplicationBuilder _host;
    private readonly DistributedApplicationOptions _options;
    private readonly EntryPointHook? _hook = EntryPointHook.Current;

    public DistributedApplicationBuilder(DistributedApplicationOptions options)
    {
        _options = options;
        var assembly = _hook?.AppHost ?? Assembly.GetEntryAssembly();
        var directory = assembly?.GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(a => string.Equals(a.Key, "AppHostProjectPath", StringComparison.Ordinal))?.Value;
        AppHostDirectory = Directory.Exists(directory) ? directory : AppContext.BaseDirectory;
        var settings = new HostApplicationBuilderSettings
        {
            ApplicationName = options.AssemblyName ?? assembly?.GetName().Name,
            ContentRootPath = AppHostDirectory,
        };
        _hook?.OnCreating(options, settings);
        settings.Args = options.Args;
        _host = new HostApplicationBuilder(settings);
        RefuseToPublish();
    }

    public ConfigurationManager Configuration => _host.Configuration;

    public string AppHostDirectory { get; }

    public IHostEnvironment Environment => _host.Environment;

    public IServiceCollection Services => _host.Services;

    public DistributedApplicationExecutionContext ExecutionContext { get; } = new();

    public IResourceCollection Resources { get; } = new ResourceCollection();

    public IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource
    {
        if (Resources.Any(r => string.Equals(r.Name, resource.Name, StringComparison.OrdinalIgnoreCase)))
        {
            throw new DistributedApplicationException($"Cannot add resource '{resource.Name}': the name is taken.");
        }

        Resources.Add(resource);
        return CreateResourceBuilder(resource);
    }

    public IResourceBuilder<T> CreateResourceBuilder<T>(T resource)
        where T : IResource => new ResourceBuilder<T>(this, resource);

    public DistributedApplication Build()
    {
        _hook?.OnBuilding(this);
        foreach (var resource in Resources)
        {
            foreach (var recipe in resource.Annotations.OfType<ProjectRecipe>())
            {
                recipe.Resource = resource;
            }
        }

        AddServices();
        var application = new DistributedApplication(_host.Build(), startedByTest: _hook is not null);
        _hook?.OnBuilt(application);
        return application;
    }

    private void RefuseToPublish()
    {
        var operation = Configuration["operation"];
        var isRun = operation is null || string.Equals(operation, "run", StringComparison.OrdinalIgnoreCase);
        if (isRun && Configuration["publisher"] is null)
        {
            return;
        }

        const string Message =
            "The native stack runs the system but cannot publish or deploy it. Use the aspire stack: add -p:HostingStack=aspire " +
            "to dotnet run, or set the environment variable HostingStack=aspire for the aspire and azd commands.";
        if (_hook is null)
        {
            // A person reads this: no stack trace.
            Console.Error.WriteLine(Message);
            System.Environment.Exit(1);
        }

        throw new DistributedApplicationException(Message);
    }

    private void AddServices()
    {
        Services.TryAddSingleton(TimeProvider.System);
        Services.AddSingleton(new DistributedApplicationModel(Resources));
        Services.AddSingleton(ExecutionContext);
        Services.AddSingleton(new ResourceNotificationService(
            _options.DisableDashboard ? WaitBehavior.StopOnResourceUnavailable : WaitBehavior.WaitOnResourceUnavailable));
        Services.AddSingleton<Orchestrator>();
        Services.AddSingleton(services => new ResourceCommandService(services.GetRequiredService<Orchestrator>()));
        Services.AddSingleton<IResourceOutput>(services => _options.EnableResourceLogging
            ? new LoggerResourceOutput(services.GetRequiredService<ILoggerFactory>(), Environment.ApplicationName)
            : new ConsoleResourceOutput(services.GetRequiredService<TimeProvider>()));

        // First in the list: resources start before AppHost's other services and stop after them.
        Services.Insert(0, ServiceDescriptor.Singleton<IHostedService>(services => services.GetRequiredService<Orchestrator>()));
        Services.Configure<ConsoleLifetimeOptions>(o => o.SuppressStatusMessages = true);

        // The programs get their own time to stop; the host must not cut it short.
        Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromMinutes(1));
    }
}
