namespace RechargeSync.AppHost.Stores;

/// <summary>Installs packages on Debian and Ubuntu without asking, which only root can.</summary>
internal static class DebianPackages
{
    // What is installed already stays at its version (--no-upgrade): a server that others run would be replaced under
    // them. The policy keeps a new package from starting a server of its own on the default port; one of an
    // installation that was killed is known by its mark and taken over. What that one had begun is completed first. The
    // lock is there because apt's own does not wait for another `apt-get update`.
    private const string Script = """
        set -e
        exec 9>/var/lib/dpkg/rechargesync-install.lock
        flock -w 600 9
        policy=/usr/sbin/policy-rc.d
        mark='# RechargeSync installs packages, and starts no server by it.'
        if [ ! -e $policy ] || grep -qxF "$mark" $policy; then
          trap 'rm -f $policy' EXIT
          trap 'exit 143' INT TERM
          printf '#!/bin/sh\n%s\nexit 101\n' "$mark" >$policy
          chmod +x $policy
        fi
        export DEBIAN_FRONTEND=noninteractive
        dpkg --configure -a 9>&-
        apt-get -o DPkg::Lock::Timeout=120 update -qq 9>&-
        apt-get -o DPkg::Lock::Timeout=120 install -y -qq --no-upgrade --no-install-recommends "$@" 9>&-
        """;

    /// <summary>Whether this process may install packages.</summary>
    public static bool IsUsable =>
        OperatingSystem.IsLinux()
        && Environment.IsPrivilegedProcess
        && File.Exists("/etc/debian_version")
        && LocalPrograms.Find("apt-get", []) is not null
        && LocalPrograms.Find("flock", []) is not null;

    /// <summary>The program and its arguments that install the packages; what is there already is left alone.</summary>
    public static (string Program, string[] Arguments) Installation(params IEnumerable<string> packages) =>
        ("/bin/sh", ["-c", Script, "install", .. packages]);
}
