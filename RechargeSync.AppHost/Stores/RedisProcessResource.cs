namespace RechargeSync.AppHost.Stores;

/// <summary>
/// redis-server as a program of this machine. Offers what Aspire's Redis container offers to who references it.
/// </summary>
internal sealed class RedisProcessResource(string name, string program, ParameterResource password)
    : ExecutableResource(name, program, "/"),
        IResourceWithConnectionString
{
    public const string EndpointName = "tcp";

    public EndpointReference PrimaryEndpoint => field ??= new EndpointReference(this, EndpointName);

    public ParameterResource PasswordParameter => password;

    /// <summary><c>host:port,password=…</c>, as StackExchange.Redis reads it.</summary>
    public ReferenceExpression ConnectionStringExpression =>
        ReferenceExpression.Create($"{PrimaryEndpoint.Property(EndpointProperty.HostAndPort)},password={password}");

    private ReferenceExpression Uri =>
        ReferenceExpression.Create($"redis://:{password}@{PrimaryEndpoint.Property(EndpointProperty.HostAndPort)}");

    IEnumerable<KeyValuePair<string, ReferenceExpression>> IResourceWithConnectionString.GetConnectionProperties() =>
        [
            new("Host", ReferenceExpression.Create($"{PrimaryEndpoint.Property(EndpointProperty.Host)}")),
            new("Port", ReferenceExpression.Create($"{PrimaryEndpoint.Property(EndpointProperty.Port)}")),
            new("Password", ReferenceExpression.Create($"{password}")),
            new("Uri", Uri),
        ];
}
