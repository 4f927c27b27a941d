using System.Globalization;
using System.Security.Cryptography;
using RechargeSync.AppHost.Startup;

namespace RechargeSync.AppHost.Stores;

/// <summary>
/// The folder of the stores that run as processes. One of a run is deleted at its end, or by the next start where the
/// run was killed. One that lasts belongs to one AppHost at a time.
/// </summary>
internal sealed class StoreFolder : LifecycleService
{
    private const string Prefix = "rechargesync-run-";
    private const string LockSuffix = ".lock";

    private readonly bool _lasts;
    private FileStream? _lock;

    private StoreFolder(string path, bool lasts) => (FullName, _lasts) = (path, lasts);

    /// <summary>Where it is. It is there once the application starts.</summary>
    public string FullName { get; }

    /// <summary>A folder of this run.</summary>
    /// <param name="parent">Where; null is where temporary files are.</param>
    public static StoreFolder OfThisRun(string? parent = null) =>
        new(
            Path.Combine(
                parent ?? TemporaryFiles(),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Prefix}{Environment.ProcessId}-{RandomNumberGenerator.GetHexString(6, lowercase: true)}"
                )
            ),
            lasts: false
        );

    /// <summary>The folder of an application whose data outlives its runs.</summary>
    /// <param name="application">The application's name.</param>
    /// <param name="parent">Where; null is where programs keep their data.</param>
    public static StoreFolder Lasting(string application, string? parent = null) =>
        new(Path.Combine(parent ?? LastingFiles(), "rechargesync", application.ToLowerInvariant()), lasts: true);

    /// <summary>Makes the folder and takes it.</summary>
    /// <exception cref="StartRefusedException">It lasts, and another AppHost has it.</exception>
    public override Task StartingAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FullName)!);
        _lock =
            TryLock(FullName + LockSuffix)
            ?? throw new StartRefusedException([
                $"{FullName} cannot be had: another AppHost uses it, or it belongs to another user. Stop the other one, "
                    + $"or start without {LocalStores.VolumesKey}=true.",
            ]);
        Directory.CreateDirectory(FullName);
        if (!_lasts)
        {
            Sweep(Path.GetDirectoryName(FullName)!);

            // A start that is broken off does not come to StoppedAsync.
            AppDomain.CurrentDomain.ProcessExit += (_, _) => Leave();
        }

        return Task.CompletedTask;
    }

    public override Task StoppedAsync(CancellationToken cancellationToken)
    {
        Leave();
        return Task.CompletedTask;
    }

    /// <summary>Deletes folders whose AppHost is gone.</summary>
    private static void Sweep(string parent)
    {
        foreach (var file in Directory.GetFiles(parent, Prefix + "*" + LockSuffix))
        {
            // Who has the lock is alive: it goes with its process, however that ends.
            if (TryLock(file) is { } abandoned)
            {
                Delete(file[..^LockSuffix.Length], abandoned);
            }
        }
    }

    private void Leave()
    {
        if (Interlocked.Exchange(ref _lock, null) is not { } held)
        {
            return;
        }

        if (_lasts)
        {
            held.Dispose();
        }
        else
        {
            Delete(FullName, held);
        }
    }

    private static void Delete(string path, FileStream held)
    {
        using (held)
        {
            try
            {
                if (Directory.Exists(path))
                {
                    Directory.Delete(path, recursive: true);
                }

                File.Delete(held.Name);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // A program that is still ending writes there: the next start sweeps it away.
            }
        }
    }

    private static FileStream? TryLock(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // Root's own directories are closed to the user that Postgres runs as.
    internal static string TemporaryFiles() => Environment.IsPrivilegedProcess ? "/tmp" : Path.GetTempPath();

    private static string LastingFiles() =>
        Environment.IsPrivilegedProcess
            ? "/var/lib"
            : Environment.GetFolderPath(
                Environment.SpecialFolder.LocalApplicationData,
                Environment.SpecialFolderOption.Create
            );
}
