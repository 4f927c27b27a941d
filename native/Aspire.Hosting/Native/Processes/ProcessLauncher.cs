using System.Collections.Concurrent;
using System.Diagnostics;

namespace Aspire.Hosting.Native;

/// <summary>
/// Starts programs so that they die with this process, even when it is killed, and do not get the Ctrl+C of its terminal.
/// </summary>
internal static class ProcessLauncher
{
    // For systems without setpriv: standard input is a pipe from this process, and its end tells that this process is gone.
    private const string Supervisor = """
        exec 3<&0
        "$@" </dev/null 3<&- & child=$!
        trap 'kill -TERM $child' TERM; trap 'kill -INT $child' INT
        (while read -r _ <&3; do :; done; kill -TERM $child; sleep 2; kill -KILL $child) 2>/dev/null & guard=$!
        while :; do wait $child; code=$?; kill -0 $child 2>/dev/null || break; done
        kill $guard 2>/dev/null; exit $code
        """;

    private static readonly BlockingCollection<Action> s_work = Start();
    private static readonly Lazy<bool> s_hasDeathSignal = new(() => OperatingSystem.IsLinux() && HelpOf("setpriv").Contains("pdeathsig", StringComparison.Ordinal));
    private static readonly Lazy<string?> s_setsid = new(() => ProgramFinder.Find("setsid", []));

    /// <summary>Starts the program. The caller reads its output.</summary>
    public static Task<Process> StartAsync(ProcessSpec spec)
    {
        var result = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        var start = CreateStartInfo(spec);
        s_work.Add(() =>
        {
            try
            {
                result.SetResult(Process.Start(start)!);
            }
            catch (Exception exception) when (exception is System.ComponentModel.Win32Exception or InvalidOperationException or IOException)
            {
                result.SetException(new DistributedApplicationException($"Cannot start '{spec.FileName}': {exception.Message}", exception));
            }
        });
        return result.Task;
    }

    internal static IEnumerable<string> CommandLine(ProcessSpec spec, bool hasDeathSignal, string? setsid)
    {
        IEnumerable<string> program = [spec.FileName, .. spec.Arguments];
        if (!hasDeathSignal)
        {
            program = ["sh", "-c", Supervisor, "sh", .. program];
        }

        // A change of the user clears the death signal, so that comes first; setsid keeps the terminal's Ctrl+C away.
        IEnumerable<string> asUser = spec.RunAs is { } user ? ["setpriv", "--reuid", $"{user.UserId}", "--regid", $"{user.GroupId}", "--clear-groups", "--"] : [];
        IEnumerable<string> withParent = hasDeathSignal ? ["setpriv", "--pdeathsig", "KILL", "--"] : [];
        IEnumerable<string> apart = setsid is null ? [] : [setsid];
        return [.. apart, .. asUser, .. withParent, .. program];
    }

    private static ProcessStartInfo CreateStartInfo(ProcessSpec spec)
    {
        var command = CommandLine(spec, s_hasDeathSignal.Value, s_setsid.Value).ToList();
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            WorkingDirectory = spec.WorkingDirectory,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        InheritedEnvironment.Clean(start.Environment);
        foreach (var (key, value) in spec.Environment)
        {
            start.Environment[key] = value;
        }

        return start;
    }

    // The kernel sends the death signal when the thread that forked ends, so one thread that never ends does all the forking.
    private static BlockingCollection<Action> Start()
    {
        var work = new BlockingCollection<Action>();
        var thread = new Thread(() =>
        {
            foreach (var action in work.GetConsumingEnumerable())
            {
                action();
            }
        })
        {
            IsBackground = true,
            Name = "process launcher",
        };
        thread.Start();
        return work;
    }

    private static string HelpOf(string program)
    {
        if (ProgramFinder.Find(program, []) is not { } path)
        {
            return "";
        }

        using var process = Process.Start(new ProcessStartInfo(path, ["--help"]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        return process.StandardOutput.ReadToEnd();
    }
}
