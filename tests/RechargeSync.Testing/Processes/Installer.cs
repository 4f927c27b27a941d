using RechargeSync.AppHost.Stores;

namespace RechargeSync.Testing.Processes;

/// <summary>Finds what a suite needs on this machine, and installs it where that can be done without asking.</summary>
internal static class Installer
{
    /// <summary>Finds a program or file; installs its package first where it is missing and this process may.</summary>
    /// <param name="find">Looks for it; null is not there.</param>
    /// <param name="package">The package's name on Debian and Ubuntu.</param>
    /// <param name="advice">What to do about it where it cannot be installed from here.</param>
    /// <param name="cancellationToken">Ends the installation.</param>
    /// <exception cref="FileNotFoundException">It is not there; the message says what to install.</exception>
    public static async Task<string> EnsureAsync(
        Func<string?> find,
        string package,
        string advice,
        CancellationToken cancellationToken
    )
    {
        if (find() is { } found)
        {
            return found;
        }

        if (DebianPackages.IsUsable)
        {
            System.Console.WriteLine($"'{package}' is missing: installing it with apt-get.");
            var (program, arguments) = DebianPackages.Installation(package);
            await Launcher.RunAsync(new ChildSpec("install", program, arguments, "/"), cancellationToken);
        }

        return find() ?? throw new FileNotFoundException(advice);
    }
}
