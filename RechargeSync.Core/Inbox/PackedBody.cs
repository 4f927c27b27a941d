using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace RechargeSync.Core.Inbox;

/// <summary>
/// A body that something on the way has compressed, although Recharge sends none like it. Unpacked within a cap on
/// size and on ratio: what a few bytes blow up to costs no more than a body that was sent in full.
/// </summary>
internal static class PackedBody
{
    // Webhooks of a thousand lines that are alike pack about forty times.
    private const int MaxRatio = 128;

    /// <summary>The encodings that can be undone.</summary>
    public static IReadOnlyList<string> Known { get; } = ["gzip", "deflate", "br"];

    /// <summary>Whether an encoding is one of them.</summary>
    public static bool CanUnpack(string encoding) => Known.Contains(Bare(encoding), StringComparer.Ordinal);

    /// <summary>The encoding that a request names; null where its body is plain.</summary>
    public static string? EncodingOf(HttpRequest request) =>
        request.Headers.TryGetValue(HeaderNames.ContentEncoding, out var values)
        && values.ToString().Trim() is { Length: > 0 } name
        && !name.Equals("identity", StringComparison.OrdinalIgnoreCase)
            ? name
            : null;

    /// <summary>The most that a body may be unpacked to.</summary>
    /// <param name="packed">Its size as it came, in bytes.</param>
    /// <param name="maxBytes">The cap on any body.</param>
    public static int Cap(int packed, int maxBytes) =>
        (int)Math.Min(maxBytes, BodyBudget.Small + ((long)packed * MaxRatio));

    /// <summary>Unpacks a body.</summary>
    /// <param name="packed">The body as it came.</param>
    /// <param name="encoding">What packed it, as <c>Content-Encoding</c> says.</param>
    /// <param name="maxBytes">The cap.</param>
    /// <returns>Null where it is larger, is packed otherwise, or broken.</returns>
    public static byte[]? Unpack(byte[] packed, string encoding, int maxBytes)
    {
        using var input = new MemoryStream(packed);
        using var output = new MemoryStream();
        var piece = new byte[BodyBudget.Small];
        try
        {
            using var stream = Open(input, encoding);
            while (stream?.Read(piece) is > 0 and var read)
            {
                if (output.Length + read > maxBytes)
                {
                    return null;
                }

                output.Write(piece.AsSpan(0, read));
            }

            return stream is null ? null : output.ToArray();
        }
        catch (Exception exception) when (exception is InvalidDataException or InvalidOperationException)
        {
            // Not what the header says; Brotli has an exception of its own for it.
            return null;
        }
    }

    private static Stream? Open(MemoryStream input, string encoding) =>
        Bare(encoding) switch
        {
            "gzip" => new GZipStream(input, CompressionMode.Decompress),
            "deflate" => new ZLibStream(input, CompressionMode.Decompress),
            "br" => new BrotliStream(input, CompressionMode.Decompress),
            _ => null,
        };

    private static string Bare(string encoding) =>
        encoding.ToLowerInvariant() is var name && name == "x-gzip" ? "gzip" : name;
}
