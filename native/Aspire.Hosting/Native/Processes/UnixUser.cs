using System.Globalization;

namespace Aspire.Hosting.Native;

/// <summary>A user of this machine.</summary>
internal sealed record UnixUser(string Name, int UserId, int GroupId)
{
    /// <summary>The user that Postgres runs as when AppHost is root, for Postgres refuses to be root.</summary>
    public static UnixUser ForPostgres()
    {
        var users = File.ReadLines("/etc/passwd").Select(Parse).OfType<UnixUser>().ToDictionary(u => u.Name, StringComparer.Ordinal);
        return users.GetValueOrDefault("postgres") ?? users.GetValueOrDefault("nobody")
            ?? throw new DistributedApplicationException("Postgres refuses to run as root, and there is no user 'postgres' or 'nobody' to run it as.");
    }

    private static UnixUser? Parse(string line) =>
        line.Split(':') is [var name, _, var user, var group, ..]
            && int.TryParse(user, CultureInfo.InvariantCulture, out var userId)
            && int.TryParse(group, CultureInfo.InvariantCulture, out var groupId)
            ? new UnixUser(name, userId, groupId)
            : null;
}
