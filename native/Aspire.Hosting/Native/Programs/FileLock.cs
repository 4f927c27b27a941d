namespace Aspire.Hosting.Native;

/// <summary>A lock that processes of this machine share; it is gone with the process that holds it.</summary>
internal static class FileLock
{
    public static FileStream? TryTake(string path)
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

    public static async Task<FileStream> WaitAsync(string path, TimeSpan timeout, TimeProvider clock, CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        while (true)
        {
            if (TryTake(path) is { } taken)
            {
                return taken;
            }

            if (clock.GetElapsedTime(start) > timeout)
            {
                throw new TimeoutException($"Another process held '{path}' for {timeout}.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), clock, cancellationToken);
        }
    }
}
