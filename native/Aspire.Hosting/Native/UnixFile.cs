namespace Aspire.Hosting.Native;

/// <summary>Writes files that only their owner may read. (The native stack does not run on Windows, which has no such modes.)</summary>
internal static class UnixFile
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static void WritePrivate(string path, string text) => Write(path, text, Private);

    public static void WriteScript(string path, string text) =>
        Write(path, text, Private | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);

    private static void Write(string path, string text, UnixFileMode mode)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = mode;
        }

        using var writer = new StreamWriter(path, options);
        writer.Write(text);
    }
}
