using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Native;

namespace Aspire.Hosting;

/// <summary>Adds .NET projects.</summary>
public static class ProjectResourceBuilderExtensions
{
    /// <summary>Adds a project, with the endpoints and the environment of its launch profile.</summary>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, string name)
        where TProject : IProjectMetadata, new() => builder.AddProject<TProject>(name, static _ => { });

    /// <summary>Adds a project.</summary>
    /// <param name="builder">The application's builder.</param>
    /// <param name="name">Name of the resource.</param>
    /// <param name="configure">Says how the launch profile is used.</param>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(
        this IDistributedApplicationBuilder builder, string name, Action<ProjectResourceOptions> configure)
        where TProject : IProjectMetadata, new()
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        var options = new ProjectResourceOptions();
        configure(options);

        var project = (IBuiltProjectMetadata)new TProject();
        var profile = options.ExcludeLaunchProfile
            ? null
            : LaunchProfile.Find(Path.GetDirectoryName(project.ProjectPath)!, options.LaunchProfileName, builder.Configuration["DOTNET_LAUNCH_PROFILE"]);
        var resource = builder.AddResource(new ProjectResource(name)).WithAnnotation(new ProjectRecipe(project));
        foreach (var endpoint in profile?.Endpoints() ?? [])
        {
            resource.WithAnnotation(endpoint);
        }

        return resource.WithEnvironment(context =>
        {
            ProjectEnvironment.Add(context.EnvironmentVariables, name, builder.Configuration);
            foreach (var (key, value) in profile?.Environment ?? [])
            {
                context.EnvironmentVariables.TryAdd(key, value);
            }
        });
    }

    /// <summary>Runs several processes of the project behind one address.</summary>
    public static IResourceBuilder<ProjectResource> WithReplicas(this IResourceBuilder<ProjectResource> builder, int replicas)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentOutOfRangeException.ThrowIfLessThan(replicas, 1);
        return builder.WithAnnotation(new ReplicaAnnotation(replicas));
    }
}
