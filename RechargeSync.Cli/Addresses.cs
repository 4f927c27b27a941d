namespace RechargeSync.Cli;

/// <summary>Reads addresses that a person typed.</summary>
internal static class Addresses
{
    /// <summary>An absolute http or https address with a slash at its end.</summary>
    /// <exception cref="CommandException">It is none.</exception>
    public static Uri Read(string text, string source)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            throw new CommandException(
                ExitCode.Usage,
                $"{source} takes an address such as {GlobalOptions.DefaultUrl}, not '{CliFormat.Printable(text)}'."
            );
        }

        if (url.UserInfo.Length > 0 || url.Query.Length > 0 || url.Fragment.Length > 0)
        {
            throw new CommandException(ExitCode.Usage, $"{source} takes an address without user, query and fragment.");
        }

        return url.AbsolutePath.EndsWith('/') ? url : new Uri(url.AbsoluteUri + "/");
    }
}
