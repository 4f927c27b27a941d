using System.Globalization;
using System.Security.Cryptography;
using RechargeSync.AppHost.Stores;

namespace RechargeSync.Platforms.Tests;

/// <summary>
/// The packages of a shop, installed once for each state of its lock file and kept between runs, since that takes a
/// minute or two and fills hundreds of megabytes.
/// </summary>
/// <param name="Folder">Holds <c>node_modules</c>; what else belongs to this state may be kept here.</param>
/// <param name="Node">The program <c>node</c>.</param>
internal sealed record NpmInstallation(string Folder, string Node)
{
    private const int OldestNode = 20;

    private const string Done = ".installed";

    /// <summary>Installs where that was not done before.</summary>
    /// <param name="shop">Holds <c>package.json</c> and <c>package-lock.json</c>.</param>
    /// <param name="name">Names the folder.</param>
    /// <param name="cancellationToken">Ends the installation.</param>
    /// <exception cref="PlatformMissingException">There is no npm, or it fails.</exception>
    public static async Task<NpmInstallation> EnsureAsync(string shop, string name, CancellationToken cancellationToken)
    {
        var node = Find("node");
        var npm = Find("npm");
        await CheckVersionAsync(node, cancellationToken);

        var lockFile = await File.ReadAllBytesAsync(Path.Combine(shop, "package-lock.json"), cancellationToken);
        var state = Convert.ToHexStringLower(SHA256.HashData(lockFile))[..12];
        var folder = Directory.CreateDirectory(Path.Combine(Cache(), $"{name}-{state}")).FullName;
        var installation = new NpmInstallation(folder, node);
        await using var turn = await TakeTurnAsync(Path.Combine(folder, ".turn"), cancellationToken);
        if (!File.Exists(Path.Combine(folder, Done)))
        {
            await installation.InstallAsync(shop, npm, cancellationToken);
        }

        return installation;
    }

    private async Task InstallAsync(string shop, string npm, CancellationToken cancellationToken)
    {
        System.Console.WriteLine($"Installing the packages of {shop} into {Folder}: this takes a minute or two, once.");
        foreach (var file in (string[])["package.json", "package-lock.json"])
        {
            File.Copy(Path.Combine(shop, file), Path.Combine(Folder, file), overwrite: true);
        }

        try
        {
            await Launcher.RunAsync(
                new ChildSpec(
                    "npm",
                    npm,
                    ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"],
                    Folder
                ),
                cancellationToken
            );
        }
        catch (InvalidOperationException exception)
        {
            throw new PlatformMissingException($"npm could not install: {exception.Message}", exception);
        }

        await File.WriteAllTextAsync(Path.Combine(Folder, Done), "", cancellationToken);
    }

    private static string Find(string program) =>
        LocalPrograms.Find(program, [])
        ?? throw new PlatformMissingException(
            $"'{program}' was not found on PATH: install Node.js {OldestNode} or later."
        );

    private static async Task CheckVersionAsync(string node, CancellationToken cancellationToken)
    {
        var version = (
            await Launcher.RunAsync(new ChildSpec("node", node, ["--version"], "/"), cancellationToken)
        ).Trim();
        if (
            !int.TryParse(version.TrimStart('v').Split('.')[0], CultureInfo.InvariantCulture, out var major)
            || major < OldestNode
        )
        {
            throw new PlatformMissingException($"Node.js {version} is too old: install {OldestNode} or later.");
        }
    }

    private static string Cache() =>
        Path.Combine(
            Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache
                ? cache
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
            "rechargesync"
        );

    // Other processes may install the same at this moment.
    private static async Task<FileStream> TakeTurnAsync(string file, CancellationToken cancellationToken)
    {
        FileStream? turn = null;
        await Testing.Until.TrueAsync(
            () =>
            {
                try
                {
                    turn = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                    return true;
                }
                catch (IOException)
                {
                    return false;
                }
            },
            "another process has installed",
            TimeSpan.FromMinutes(15),
            cancellationToken
        );
        return turn!;
    }
}
