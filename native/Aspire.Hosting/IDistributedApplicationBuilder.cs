using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>Collects the resources of a system and builds the application that runs them.</summary>
public interface IDistributedApplicationBuilder
{
    /// <summary>Configuration: appsettings, environment variables, arguments.</summary>
    ConfigurationManager Configuration { get; }

    /// <summary>Directory of AppHost's project.</summary>
    string AppHostDirectory { get; }

    /// <summary>Environment of AppHost, such as Development.</summary>
    IHostEnvironment Environment { get; }

    /// <summary>Services of AppHost itself.</summary>
    IServiceCollection Services { get; }

    /// <summary>Says whether AppHost runs or publishes.</summary>
    DistributedApplicationExecutionContext ExecutionContext { get; }

    /// <summary>The resources added so far.</summary>
    IResourceCollection Resources { get; }

    /// <summary>Adds a resource.</summary>
    /// <exception cref="DistributedApplicationException">The name is taken.</exception>
    IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource;

    /// <summary>Creates a builder for a resource without adding it.</summary>
    IResourceBuilder<T> CreateResourceBuilder<T>(T resource)
        where T : IResource;

    /// <summary>Builds the application.</summary>
    DistributedApplication Build();
}
