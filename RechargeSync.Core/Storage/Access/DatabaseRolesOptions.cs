namespace RechargeSync.Core.Storage;

/// <summary>
/// The roles by which the services come to the database, which <c>migrate</c> makes: configuration section
/// <c>Database:Roles</c>. Who migrates owns the tables.
/// </summary>
public sealed class DatabaseRolesOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Database:Roles";

    /// <summary>Of Webhooks, which the world can reach.</summary>
    public DatabaseRoleOptions Ingress { get; init; } = new();

    /// <summary>Of the Worker.</summary>
    public DatabaseRoleOptions Worker { get; init; } = new();

    /// <summary>Of the Console.</summary>
    public DatabaseRoleOptions Console { get; init; } = new();
}

/// <summary>One role: <c>Database:Roles:{part}</c>.</summary>
public sealed class DatabaseRoleOptions
{
    /// <summary>Its name, 1 to 63 lower-case letters, digits or underscores; empty leaves it alone.</summary>
    public string Name { get; set; } = "";

    /// <summary>
    /// Its password, printable ASCII, with which the role is made or changed; empty where somebody else has made it.
    /// </summary>
    public string Password { get; set; } = "";
}
