using System.Collections.Concurrent;
using System.Diagnostics;

namespace RechargeSync.Testing.Processes;

/// <summary>Starts programs that die with this process, however it ends.</summary>
internal static class Launcher
{
    private static readonly string[] s_notInherited =
    [
        "ASPNETCORE_",
        "DOTNET_STARTUP_HOOKS",
        "DOTNET_ENVIRONMENT",
        "OTEL_",
        "PG",
        "URLS",
        "HTTP_PORTS",
    ];
    private static readonly BlockingCollection<Action> s_work = Begin();

    /// <summary>Starts a program; as another user where one is named.</summary>
    public static Task<Process> StartAsync(ChildSpec spec)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        s_work.Add(() =>
        {
            try
            {
                started.SetResult(Process.Start(StartInfo(spec))!);
            }
            catch (Exception exception)
            {
                started.SetException(exception);
            }
        });
        return started.Task;
    }

    /// <summary>Runs a program to its end; returns what it printed.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message holds what it printed.</exception>
    public static async Task<string> RunAsync(ChildSpec spec, CancellationToken cancellationToken)
    {
        using var process = await StartAsync(spec);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException(
                $"{Path.GetFileName(spec.Program)} ended with {process.ExitCode}: {output}{await errors}"
            );
        }

        return output;
    }

    private static ProcessStartInfo StartInfo(ChildSpec spec)
    {
        // A change of the user clears the death signal, so that comes first.
        string[] user = spec.User?.Split(':') is [var id, var group]
            ? ["setpriv", "--reuid", id, "--regid", group, "--clear-groups", "--"]
            : [];
        // Not sh: some drop variables whose names hold a dash, as those of a store may.
        string[] output = spec.OutputFile is { } file ? ["/bin/bash", "-c", "exec \"$@\" >>\"$0\" 2>&1", file] : [];
        string[] volume = spec.Volume is { } small ? ["nsenter", "--target", small.Holder, "--mount", "--"] : [];

        // For the program alone: what another user has loaded before would keep it from the clock.
        string[] clock = spec.Clock is { } moved
            ? ["/usr/bin/env", .. moved.Environment.Select(variable => $"{variable.Key}={variable.Value}")]
            : [];
        string[] command =
        [
            .. volume,
            .. user,
            "setpriv",
            "--pdeathsig",
            "KILL",
            "--",
            .. output,
            .. clock,
            spec.Program,
            .. spec.Arguments,
        ];
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            WorkingDirectory = spec.Directory,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (
            var name in start
                .Environment.Keys.Where(name =>
                    s_notInherited.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal))
                )
                .ToList()
        )
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in spec.Environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    // The kernel sends the death signal when the thread that forked ends, so one thread that never ends does all the
    // forking.
    private static BlockingCollection<Action> Begin()
    {
        var work = new BlockingCollection<Action>();
        new Thread(() =>
        {
            foreach (var action in work.GetConsumingEnumerable())
            {
                action();
            }
        })
        {
            IsBackground = true,
            Name = "launcher",
        }.Start();
        return work;
    }
}
