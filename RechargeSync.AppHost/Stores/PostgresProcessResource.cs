namespace RechargeSync.AppHost.Stores;

/// <summary>
/// postgres as a program of this machine. Offers what Aspire's Postgres container offers to who references it.
/// </summary>
internal sealed class PostgresProcessResource(string name, string program, ParameterResource password)
    : ExecutableResource(name, program, "/"),
        IResourceWithConnectionString
{
    public const string EndpointName = "tcp";
    public const string UserName = "postgres";

    public EndpointReference PrimaryEndpoint => field ??= new EndpointReference(this, EndpointName);

    /// <summary><c>Host=…;Port=…;Username=…;Password=…</c>, as Npgsql reads it.</summary>
    public ReferenceExpression ConnectionStringExpression =>
        ReferenceExpression.Create(
            $"Host={PrimaryEndpoint.Property(EndpointProperty.Host)};Port={PrimaryEndpoint.Property(EndpointProperty.Port)}"
                + $";Username={UserName};Password={password}"
        );

    internal IEnumerable<KeyValuePair<string, ReferenceExpression>> Properties(string path) =>
        [
            new("Host", ReferenceExpression.Create($"{PrimaryEndpoint.Property(EndpointProperty.Host)}")),
            new("Port", ReferenceExpression.Create($"{PrimaryEndpoint.Property(EndpointProperty.Port)}")),
            new("Username", ReferenceExpression.Create($"{UserName}")),
            new("Password", ReferenceExpression.Create($"{password}")),
            new("Uri", UrlOf(path)),
        ];

    /// <summary>The address of one of its databases as a URL.</summary>
    public ReferenceExpression Url(string database) => UrlOf($"/{database}");

    private ReferenceExpression UrlOf(string path) =>
        ReferenceExpression.Create(
            $"postgresql://{UserName}:{password}@{PrimaryEndpoint.Property(EndpointProperty.HostAndPort)}{path}"
        );

    IEnumerable<KeyValuePair<string, ReferenceExpression>> IResourceWithConnectionString.GetConnectionProperties() =>
        Properties(path: "");
}

/// <summary>A database of such a server.</summary>
internal sealed class PostgresProcessDatabaseResource(string name, PostgresProcessResource parent)
    : Resource(name),
        IResourceWithParent<PostgresProcessResource>,
        IResourceWithConnectionString
{
    public PostgresProcessResource Parent => parent;

    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"{parent};Database={Name}");

    IEnumerable<KeyValuePair<string, ReferenceExpression>> IResourceWithConnectionString.GetConnectionProperties() =>
        [.. parent.Properties($"/{Name}"), new("DatabaseName", ReferenceExpression.Create($"{Name}"))];
}
