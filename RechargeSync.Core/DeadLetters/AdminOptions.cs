namespace RechargeSync.Core.DeadLetters;

/// <summary>Who may act: configuration section <c>Admin</c>.</summary>
public sealed class AdminOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Admin";

    /// <summary>
    /// Keys that a caller may send as <c>X-Api-Key</c>, each as the lower-case hex SHA-256 of the key, under the name that the
    /// audit trail shows. Without any, the admin API answers in the Development environment only.
    /// </summary>
    public IDictionary<string, string> KeyHashes { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
