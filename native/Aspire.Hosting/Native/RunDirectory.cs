using System.Globalization;
using System.Security.Cryptography;

namespace Aspire.Hosting.Native;

/// <summary>A directory for the files of one run. It is deleted at the end, or by a later run when this one was killed.</summary>
internal sealed class RunDirectory : IDisposable
{
    private const string Prefix = "aspire-native-run-";
    private readonly FileStream _lock;

    private RunDirectory(string path, FileStream fileLock) => (Path, _lock) = (path, fileLock);

    public string Path { get; }

    public static RunDirectory Create()
    {
        // Root's own temporary directory may be closed to the user that Postgres runs as.
        var parent = Posix.IsRoot ? "/tmp" : System.IO.Path.GetTempPath();
        Sweep(parent);
        var name = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Environment.ProcessId}-{RandomNumberGenerator.GetHexString(6, lowercase: true)}");
        var path = System.IO.Path.Combine(parent, name);

        // The lock comes first, so that nobody sweeps the directory between its creation and the lock.
        var fileLock = FileLock.TryTake(path + ".lock") ?? throw new IOException($"Cannot create '{path}.lock'.");
        Directory.CreateDirectory(path);
        return new RunDirectory(path, fileLock);
    }

    public void Dispose()
    {
        Delete(Path);
        File.Delete(_lock.Name);
        _lock.Dispose();
    }

    private static void Sweep(string parent)
    {
        foreach (var lockFile in Directory.GetFiles(parent, Prefix + "*.lock"))
        {
            using var fileLock = FileLock.TryTake(lockFile);
            if (fileLock is not null)
            {
                Delete(lockFile[..^".lock".Length]);
                File.Delete(lockFile);
            }
        }
    }

    private static void Delete(string path)
    {
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Left for the next sweep, or it is gone already.
        }
    }
}
