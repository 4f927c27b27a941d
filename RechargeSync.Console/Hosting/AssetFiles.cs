using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;

namespace RechargeSync.Console.Hosting;

/// <summary>
/// Style, script and fonts of the pages. They are part of the program, so that it needs no folder beside it, and their
/// addresses name their content, so that browsers keep them for good.
/// </summary>
internal sealed class AssetFiles
{
    private const string Prefix = "Assets/";

    private static readonly FrozenDictionary<string, string> s_types = new Dictionary<string, string>(
        StringComparer.Ordinal
    )
    {
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
        [".woff2"] = "font/woff2",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly FrozenDictionary<string, (string Version, byte[] Content)> _files = Read();

    /// <summary>Where a file is served.</summary>
    public string Address(string name) => $"/assets/{_files[name].Version}/{name}";

    /// <summary>Serves the files. They hold nothing that needs a right.</summary>
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/assets/{version}/{name}", Serve).AllowAnonymous().ExcludeFromDescription();

    private static Results<FileContentHttpResult, NotFound> Serve(
        string version,
        string name,
        AssetFiles assets,
        HttpContext context
    )
    {
        if (
            !assets._files.TryGetValue(name, out var file)
            || !s_types.TryGetValue(Path.GetExtension(name), out var type)
        )
        {
            return TypedResults.NotFound();
        }

        // An address of another build gets what there is, and asks again next time.
        context.Response.Headers.CacheControl =
            version == file.Version ? "public, max-age=31536000, immutable" : "no-cache";
        return TypedResults.Bytes(file.Content, type);
    }

    private static FrozenDictionary<string, (string, byte[])> Read()
    {
        var assembly = typeof(AssetFiles).Assembly;
        var contents = assembly
            .GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .ToDictionary(
                name => name[Prefix.Length..],
                name =>
                {
                    using var stream = assembly.GetManifestResourceStream(name)!;
                    var content = new byte[stream.Length];
                    stream.ReadExactly(content);
                    return content;
                },
                StringComparer.Ordinal
            );

        // One version for all: the style names the fonts by addresses relative to its own.
        var version = Convert.ToHexStringLower(
            SHA256.HashData(
                contents
                    .OrderBy(pair => pair.Key, StringComparer.Ordinal)
                    .SelectMany(pair => SHA256.HashData(pair.Value))
                    .ToArray()
            )
        )[..12];
        return contents.ToFrozenDictionary(pair => pair.Key, pair => (version, pair.Value), StringComparer.Ordinal);
    }
}
