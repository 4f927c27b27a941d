using System.Diagnostics;

namespace RechargeSync.AppHost.Stores;

/// <summary>Who Postgres runs as: it refuses to be root, so root starts it as another user.</summary>
internal static class PostgresUser
{
    private const string ShellProgram = "/bin/sh";

    /// <summary>
    /// The program that runs a shell as that user, and its first arguments, which are known once the user exists.
    /// </summary>
    /// <remarks><c>setpriv</c> replaces itself by the shell, so signals reach it.</remarks>
    public static (string Program, Func<string[]> Arguments) Shell() =>
        Environment.IsPrivilegedProcess ? ("setpriv", AsPostgres) : (ShellProgram, () => []);

    /// <summary>Gives a folder to that user, with all that is in it.</summary>
    public static async Task GiveAsync(string folder, CancellationToken cancellationToken)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return;
        }

        var (user, group) = Unprivileged();
        using var chown = Process.Start("chown", ["-R", $"{user}:{group}", folder]);
        await chown.WaitForExitAsync(cancellationToken);
        if (chown.ExitCode != 0)
        {
            throw new DistributedApplicationException($"{folder} could not be given to the user {user}.");
        }
    }

    private static string[] AsPostgres()
    {
        var (user, group) = Unprivileged();
        return [$"--reuid={user}", $"--regid={group}", "--clear-groups", "--", ShellProgram];
    }

    // By number, as setpriv and chown take them too: the group of "nobody" has another name on some systems.
    private static (string User, string Group) Unprivileged()
    {
        var users = File.ReadLines("/etc/passwd")
            .Select(line => line.Split(':'))
            .Where(fields => fields.Length > 3)
            .ToList();
        var found = users.Find(fields => fields[0] == "postgres") ?? users.Find(fields => fields[0] == "nobody");
        return found is not null
            ? (found[2], found[3])
            : throw new DistributedApplicationException(
                "Postgres refuses to run as root, and there is no user 'postgres' or 'nobody' to run it as."
            );
    }
}
