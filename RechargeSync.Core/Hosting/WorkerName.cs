using System.Globalization;

namespace RechargeSync.Core.Hosting;

/// <summary>
/// A consumer name that is unique among running workers and the same after a restart: the machine's name and the first
/// number that no other worker on the machine holds. The number is held by a locked file, which the system frees with
/// the process, however it ends.
/// </summary>
internal sealed class WorkerName : IDisposable
{
    private const int MostWorkers = 1000;

    private readonly FileStream? _slot;

    /// <param name="configured">A name from the configuration; empty to find one.</param>
    /// <param name="directory">Where the slots' files are.</param>
    /// <exception cref="InvalidOperationException">No number is free.</exception>
    public WorkerName(string configured, string directory)
    {
        if (configured.Length > 0)
        {
            Value = configured;
            return;
        }

        for (var number = 0; number < MostWorkers; number++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}-{number}");
            try
            {
                _slot = new FileStream(
                    Path.Combine(directory, $"rechargesync-{name}.lock"),
                    FileMode.OpenOrCreate,
                    FileAccess.ReadWrite,
                    FileShare.None
                );
                Value = name;
                return;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Another worker holds this number, or another user's worker has held it.
            }
        }

        throw new InvalidOperationException(
            $"{MostWorkers} workers run on this machine already: set Streams:Consumer."
        );
    }

    public string Value { get; }

    public void Dispose() => _slot?.Dispose();
}
