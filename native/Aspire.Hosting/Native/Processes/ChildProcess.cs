using System.Diagnostics;

namespace Aspire.Hosting.Native;

/// <summary>A running program.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process _process;
    private readonly ProcessSpec _spec;
    private readonly TimeProvider _clock;
    private readonly TaskCompletionSource _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ChildProcess(Process process, ProcessSpec spec, Action<string> onLine, TimeProvider clock)
    {
        (_process, _spec, _clock) = (process, spec, clock);
        process.OutputDataReceived += (_, e) => Forward(e.Data);
        process.ErrorDataReceived += (_, e) => Forward(e.Data);
        process.Exited += (_, _) => _exited.TrySetResult();
        process.EnableRaisingEvents = true;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();

        void Forward(string? line)
        {
            if (line is not null)
            {
                onLine(line);
            }
        }
    }

    public int Id => _process.Id;

    public static async Task<ChildProcess> StartAsync(ProcessSpec spec, Action<string> onLine, TimeProvider clock) =>
        new(await ProcessLauncher.StartAsync(spec), spec, onLine, clock);

    /// <summary>Runs a program to its end and returns its exit code with what it printed.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(ProcessSpec spec, Action<string>? onLine, TimeProvider clock, CancellationToken cancellationToken)
    {
        var output = new OutputTail(capacity: 200);
        using var process = await StartAsync(spec, line =>
        {
            output.Add(line);
            onLine?.Invoke(line);
        }, clock);
        var exitCode = await process.RunToEndAsync(cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return (exitCode, output.ToString());
    }

    /// <summary>Waits until the program ends by itself, or ends it when <paramref name="stop"/> fires; returns the exit code.</summary>
    public async Task<int> RunToEndAsync(CancellationToken stop)
    {
        var stopping = new TaskCompletionSource();
        await using (stop.Register(() => stopping.TrySetResult()))
        {
            await Task.WhenAny(_exited.Task, stopping.Task);
        }

        if (!_exited.Task.IsCompleted)
        {
            await EndAsync();
        }

        await DrainOutputAsync();
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_exited.Task.IsCompleted)
        {
            Signal(Posix.SigKill);
        }

        _process.StandardInput.Dispose();
        _process.Dispose();
    }

    private async Task EndAsync()
    {
        Signal(_spec.StopSignal);
        try
        {
            await _exited.Task.WaitAsync(_spec.StopTimeout, _clock);
        }
        catch (TimeoutException)
        {
            Signal(Posix.SigKill);
            await _exited.Task;
        }
    }

    // A grandchild may hold the pipes open, so the rest of the output gets a moment, not forever.
    private async Task DrainOutputAsync()
    {
        try
        {
            await _process.WaitForExitAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(1), _clock);
        }
        catch (TimeoutException)
        {
        }
    }

    // The result does not matter: a process that is gone already is what we want.
    private void Signal(int signal) => _ = Posix.Signal(_process.Id, signal);
}
