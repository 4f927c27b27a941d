namespace Aspire.Hosting.Native;

/// <summary>Installs packages on Debian and Ubuntu, as root, one process at a time.</summary>
internal static class AptInstaller
{
    private const string Policy = "/usr/sbin/policy-rc.d";
    private static readonly TimeSpan s_lockTimeout = TimeSpan.FromMinutes(10);

    public static bool IsUsable =>
        OperatingSystem.IsLinux() && Posix.IsRoot && File.Exists("/etc/debian_version") && ProgramFinder.Find("apt-get", []) is not null;

    /// <summary>Installs the package unless another process does so first.</summary>
    public static async Task InstallAsync(string package, Func<bool> isInstalled, Action<string> say, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var machineLock = await FileLock.WaitAsync(Path.Combine(Path.GetTempPath(), "aspire-native-install.lock"), s_lockTimeout, clock, cancellationToken);
        if (isInstalled())
        {
            return;
        }

        say($"'{package}' is missing: installing it with apt-get");
        // Without this policy the package would start a server of its own on the default port.
        var ownPolicy = !File.Exists(Policy);
        if (ownPolicy)
        {
            UnixFile.WriteScript(Policy, "#!/bin/sh\nexit 101\n");
        }

        try
        {
            await RunAsync(["update", "-qq"], say, clock, cancellationToken);
            await RunAsync(["install", "-y", "-qq", "--no-install-recommends", package], say, clock, cancellationToken);
        }
        finally
        {
            if (ownPolicy)
            {
                File.Delete(Policy);
            }
        }
    }

    private static async Task RunAsync(string[] arguments, Action<string> say, TimeProvider clock, CancellationToken cancellationToken)
    {
        say($"apt-get {string.Join(' ', arguments)}");
        var spec = new ProcessSpec("apt-get", ["-o", "DPkg::Lock::Timeout=300", .. arguments])
        {
            Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["DEBIAN_FRONTEND"] = "noninteractive" },
            StopTimeout = TimeSpan.FromMinutes(1),
        };
        var (exitCode, output) = await ChildProcess.RunAsync(spec, onLine: null, clock, cancellationToken);
        if (exitCode != 0)
        {
            say($"apt-get ended with {exitCode}: {output}");
        }
    }
}
