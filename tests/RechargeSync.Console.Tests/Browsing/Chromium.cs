using RechargeSync.AppHost.Stores;

namespace RechargeSync.ConsoleTests.Browsing;

/// <summary>Finds the browser, and installs it where that can be done without asking.</summary>
internal static class Chromium
{
    private static readonly string[] s_names = ["chromium", "chromium-browser", "google-chrome"];
    private static readonly string[] s_applications =
    [
        "/Applications/Chromium.app/Contents/MacOS",
        "/Applications/Google Chrome.app/Contents/MacOS",
    ];

    /// <exception cref="FileNotFoundException">There is none; the message says what to install.</exception>
    public static Task<string> FindAsync(CancellationToken cancellationToken) =>
        Installer.EnsureAsync(
            Find,
            "chromium",
            "The tests of the Console's pages need Chromium. Install it (Debian: sudo apt-get install chromium; Fedora: sudo dnf install chromium; "
                + "macOS: brew install --cask chromium), or set CHROMIUM to the path of Chromium or Chrome.",
            cancellationToken
        );

    private static string? Find() =>
        Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } given
            ? given
            : s_names.Select(name => LocalPrograms.Find(name, [])).FirstOrDefault(path => path is not null)
                ?? s_applications
                    .SelectMany(directory =>
                        (string[])[Path.Combine(directory, "Chromium"), Path.Combine(directory, "Google Chrome")]
                    )
                    .FirstOrDefault(File.Exists);
}
