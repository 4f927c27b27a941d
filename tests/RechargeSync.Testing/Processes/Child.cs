using System.Diagnostics;

namespace RechargeSync.Testing.Processes;

/// <summary>A running program that can be killed, frozen, thawed and stopped.</summary>
internal sealed class Child : IDisposable
{
    private static readonly TimeSpan s_longestStop = TimeSpan.FromSeconds(45);

    private readonly Process _process;
    private readonly string _name;
    private bool _frozen;

    private Child(Process process, string name, OutputLog log)
    {
        (_process, _name) = (process, name);
        process.OutputDataReceived += (_, line) => log.Add(line.Data);
        process.ErrorDataReceived += (_, line) => log.Add(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public static async Task<Child> StartAsync(ChildSpec spec, OutputLog log) =>
        new(await Launcher.StartAsync(spec), spec.Name, log);

    /// <summary>SIGKILL; returns once the process is gone.</summary>
    public async Task KillAsync()
    {
        Signal(Posix.SigKill);
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>Sends a signal that ends the program, and waits for that.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> StopAsync(int signal)
    {
        Thaw();
        Signal(signal);
        using var patience = new CancellationTokenSource(s_longestStop, TimeProvider.System);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
            return _process.ExitCode;
        }
        catch (OperationCanceledException exception)
        {
            await KillAsync();
            throw new TimeoutException(
                $"{_name} did not end within {s_longestStop.TotalSeconds} s of its signal {signal}.",
                exception
            );
        }
    }

    /// <summary>Waits until it ends by itself; returns the exit code.</summary>
    public async Task<int> WaitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    public void Freeze()
    {
        Signal(Posix.SigStop);
        _frozen = true;
    }

    public void Thaw()
    {
        if (_frozen)
        {
            Signal(Posix.SigCont);
            _frozen = false;
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Signal(Posix.SigKill);
            _process.WaitForExit(TimeSpan.FromSeconds(5));
        }

        _process.Dispose();
    }

    // The result does not matter: a process that is gone already is what an end means.
    private void Signal(int signal) => _ = Posix.Signal(_process.Id, signal);
}
