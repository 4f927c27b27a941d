using RechargeSync.Console.Client;

namespace RechargeSync.Console.Access;

/// <summary>One key: configuration section <c>Admin:Keys:{name}</c>.</summary>
public sealed class AdminKeyOptions
{
    /// <summary>Lower-case hex SHA-256 of the key, 64 characters.</summary>
    public string Hash { get; set; } = "";

    /// <summary><c>viewer</c> (default) or <c>operator</c>.</summary>
    public string Role { get; set; } = AdminRoles.Viewer;
}
