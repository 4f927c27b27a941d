namespace RechargeSync.AppHost.Stores;

/// <summary>A role by which a service comes to the database.</summary>
/// <param name="Part">Its key below the migrations' <c>Database:Roles</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Password">Its password, which the migrations set with each run.</param>
/// <param name="Database">The database.</param>
internal sealed record DatabaseLogin(
    string Part,
    string Name,
    IResourceBuilder<ParameterResource> Password,
    IResourceBuilder<IResourceWithConnectionString> Database
);

/// <summary>
/// The roles of the services. None gets the password of who owns the tables: the ingress, which the world can reach,
/// could do whatever it liked with it.
/// </summary>
internal sealed record DatabaseLogins(DatabaseLogin Ingress, DatabaseLogin Worker, DatabaseLogin Console)
{
    public IEnumerable<DatabaseLogin> All => [Ingress, Worker, Console];
}

/// <summary>Adds the roles, and tells the projects of them.</summary>
internal static class DatabaseLoginExtensions
{
    private const int PasswordLength = 32;

    /// <summary>Adds the roles of the services, with passwords that are generated.</summary>
    public static DatabaseLogins AddDatabaseLogins(
        this IDistributedApplicationBuilder builder,
        IResourceBuilder<IResourceWithConnectionString> database
    )
    {
        return new DatabaseLogins(Login("Ingress"), Login("Worker"), Login("Console"));

        DatabaseLogin Login(string part)
        {
            var name = part.ToLowerInvariant();

            // Without signs, which would have to be quoted in a connection string.
            var generated = new GenerateParameterDefault { MinLength = PasswordLength, Special = false };
            var password = builder
                .AddParameter($"{name}-database-password", generated, secret: true)
                .WithDescription($"Password of the database role rechargesync_{name}; generated.");
            return new DatabaseLogin(part, $"rechargesync_{name}", password, database);
        }
    }

    /// <summary>Has the project make the roles.</summary>
    public static IResourceBuilder<ProjectResource> MakesRoles(
        this IResourceBuilder<ProjectResource> project,
        DatabaseLogins logins
    )
    {
        foreach (var login in logins.All)
        {
            project
                .WithEnvironment($"Database__Roles__{login.Part}__Name", login.Name)
                .WithEnvironment($"Database__Roles__{login.Part}__Password", login.Password);
        }

        return project;
    }

    /// <summary>Has the project come to the database by a role.</summary>
    public static IResourceBuilder<ProjectResource> WithLogin(
        this IResourceBuilder<ProjectResource> project,
        DatabaseLogin login
    ) =>
        project
            .WithReferenceRelationship(login.Database)
            .WithEnvironment($"ConnectionStrings__{login.Database.Resource.Name}", ConnectionString(login));

    // Of the database's properties those alone that are no secret.
    private static ReferenceExpression ConnectionString(DatabaseLogin login)
    {
        var properties = login
            .Database.Resource.GetConnectionProperties()
            .ToDictionary(property => property.Key, property => property.Value, StringComparer.Ordinal);
        return ReferenceExpression.Create(
            $"Host={properties["Host"]};Port={properties["Port"]};Username={login.Name};Password={login.Password};Database={properties["DatabaseName"]}"
        );
    }
}
