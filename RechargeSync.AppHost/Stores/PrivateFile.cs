namespace RechargeSync.AppHost.Stores;

/// <summary>Files that only their owner can read.</summary>
internal static class PrivateFile
{
    /// <summary>Writes one, whole: nobody sees it before it is private.</summary>
    public static void Write(string path, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var writer = new StreamWriter(path, options);
        writer.Write(text);
    }
}
