using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Native;

namespace Aspire.Hosting;

/// <summary>Adds Postgres servers and databases.</summary>
public static class PostgresBuilderExtensions
{
    /// <summary>Adds a Postgres server. It runs as a process of its own, on 127.0.0.1, with its data in a new directory.</summary>
    /// <param name="builder">The application's builder.</param>
    /// <param name="name">Name of the resource.</param>
    /// <param name="userName">The user's name; by default <c>postgres</c>.</param>
    /// <param name="password">The password; by default a new one for each run.</param>
    /// <param name="port">The port; by default a free one.</param>
    public static IResourceBuilder<PostgresServerResource> AddPostgres(
        this IDistributedApplicationBuilder builder, string name, IResourceBuilder<ParameterResource>? userName = null,
        IResourceBuilder<ParameterResource>? password = null, int? port = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var secret = password?.Resource ?? GeneratedPassword.Add(builder, name);
        var server = new PostgresServerResource(name, userName?.Resource, secret);
        return builder.AddResource(server)
            .WithAnnotation(new EndpointAnnotation(ProtocolType.Tcp, name: "tcp", port: port))
            .WithAnnotation(new HealthCheckAnnotation($"{name}_check"))
            .WithAnnotation(new PostgresRecipe(server));
    }

    /// <summary>Adds a database; AppHost creates it when the server is ready.</summary>
    /// <param name="builder">The server.</param>
    /// <param name="name">Name of the resource and of its connection string.</param>
    /// <param name="databaseName">Name of the database; by default <paramref name="name"/>.</param>
    public static IResourceBuilder<PostgresDatabaseResource> AddDatabase(
        this IResourceBuilder<PostgresServerResource> builder, string name, string? databaseName = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var database = new PostgresDatabaseResource(name, databaseName ?? name, builder.Resource);
        builder.Resource.Databases.Add(database);
        return builder.ApplicationBuilder.AddResource(database)
            .WithAnnotation(new HealthCheckAnnotation($"{name}_check"));
    }

    /// <summary>Keeps the data from run to run.</summary>
    /// <param name="builder">The server.</param>
    /// <param name="name">Name of the volume; by default it is made from the names of AppHost and the resource.</param>
    /// <param name="isReadOnly">Not supported here: must be false.</param>
    public static IResourceBuilder<PostgresServerResource> WithDataVolume(
        this IResourceBuilder<PostgresServerResource> builder, string? name = null, bool isReadOnly = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithAnnotation(DataVolume.For(builder, name, isReadOnly));
    }
}
