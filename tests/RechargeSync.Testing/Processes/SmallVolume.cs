using System.Globalization;

namespace RechargeSync.Testing.Processes;

/// <summary>
/// A file system of a few megabytes that can be filled up. It lives in a mount namespace of its own, which one process
/// holds, so that nothing of it is left when that ends. Needs root.
/// </summary>
internal sealed class SmallVolume : IDisposable
{
    private static readonly TimeSpan s_mount = TimeSpan.FromSeconds(10);
    private readonly Child _holder;
    private readonly string _directory;

    private SmallVolume(Child holder, string directory) => (_holder, _directory) = (holder, directory);

    /// <summary>The process whose namespace it is, by its id.</summary>
    public string Holder => _holder.Id.ToString(CultureInfo.InvariantCulture);

    // Seen from outside the namespace.
    private string Filler => $"/proc/{Holder}/root{_directory}/filler";

    /// <summary>Mounts it over a directory.</summary>
    /// <exception cref="TimeoutException">This user may not mount.</exception>
    public static async Task<SmallVolume> MountAsync(
        string directory,
        int megabytes,
        OutputLog log,
        CancellationToken cancellationToken
    )
    {
        Directory.CreateDirectory(directory);
        var mount = string.Create(
            CultureInfo.InvariantCulture,
            $"mount -t tmpfs -o size={megabytes}m tmpfs '{directory}' && exec sleep infinity"
        );
        var holder = await Child.StartAsync(
            new ChildSpec(
                "volume",
                "/usr/bin/unshare",
                ["--mount", "--propagation", "private", "/bin/sh", "-c", mount],
                "/"
            ),
            log
        );
        var volume = new SmallVolume(holder, directory);
        try
        {
            await Until.TrueAsync(
                volume.IsMounted,
                "a small volume is mounted, which needs root",
                s_mount,
                cancellationToken
            );
            return volume;
        }
        catch
        {
            volume.Dispose();
            throw;
        }
    }

    /// <summary>Takes all the space that is left.</summary>
    public void Fill()
    {
        // Ever smaller pieces, so that not a page is left.
        using var file = new FileStream(Filler, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        for (var size = 1 << 20; size >= 1 << 9; size /= 2)
        {
            try
            {
                var piece = new byte[size];
                while (true)
                {
                    file.Write(piece);
                }
            }
            catch (IOException)
            {
                // Full, for pieces of this size.
            }
        }
    }

    /// <summary>Gives the space back.</summary>
    public void Free() => File.Delete(Filler);

    public void Dispose() => _holder.Dispose();

    private bool IsMounted()
    {
        try
        {
            return File.ReadLines($"/proc/{Holder}/mounts")
                .Any(line => line.Contains(" " + _directory + " ", StringComparison.Ordinal));
        }
        catch (IOException)
        {
            return false;
        }
    }
}
