namespace Aspire.Hosting.ApplicationModel;

/// <summary>A database in a Postgres server. AppHost creates it.</summary>
public class PostgresDatabaseResource(string name, string databaseName, PostgresServerResource postgresParentResource)
    : Resource(name), IResourceWithConnectionString, IResourceWithParent
{
    /// <summary>The server.</summary>
    public PostgresServerResource Parent { get; } = postgresParentResource;

    /// <summary>The name of the database in the server.</summary>
    public string DatabaseName { get; } = databaseName;

    IResource IResourceWithParent.Parent => Parent;

    /// <inheritdoc />
    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"{Parent.ConnectionStringExpression};Database={DatabaseName}");

    /// <inheritdoc />
    public IEnumerable<KeyValuePair<string, ReferenceExpression>> GetConnectionProperties() =>
    [
        .. Parent.GetConnectionProperties().Where(p => p.Key is not ("Uri" or "JdbcConnectionString")),
        new("Uri", Parent.UriFor("/" + DatabaseName)),
        new("JdbcConnectionString", Parent.JdbcFor("/" + DatabaseName)),
        new("DatabaseName", ReferenceExpression.Create($"{DatabaseName}")),
    ];
}
