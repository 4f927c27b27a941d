using System.Text;
using System.Text.Json;
using RechargeSync.Core.Inbox;

namespace RechargeSync.Console.Deliveries.Signatures;

/// <summary>What a body may have been before something on the way wrote it anew. Pure.</summary>
internal static class BodyForms
{
    private const int Largest = 1024 * 1024;

    /// <summary>Likely originals, with what was then done to them.</summary>
    public static IEnumerable<(byte[] Body, SignatureCause Cause)> Of(byte[] body)
    {
        if (body.Length is 0 or > Largest)
        {
            yield break;
        }

        foreach (
            var form in PackedBody.Known.Select(encoding => PackedBody.Unpack(body, encoding, Largest)).OfType<byte[]>()
        )
        {
            yield return (form, SignatureCause.BodyPacked);
        }

        foreach (var form in LineBreaks(body))
        {
            yield return (form, SignatureCause.BodyLineBreak);
        }

        foreach (var form in Rewritten(body))
        {
            yield return (form, SignatureCause.BodyReserialised);
        }
    }

    private static IReadOnlyList<byte[]> Rewritten(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return
            [
                .. JsonStyle.Usual.Select(style =>
                    Encoding.UTF8.GetBytes(JsonStyleWriter.Write(document.RootElement, style))
                ),
            ];
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Not JSON, or texts that are no Unicode.
            return [];
        }
    }

    private static IEnumerable<byte[]> LineBreaks(byte[] body)
    {
        var text = Encoding.UTF8.GetString(body);
        var unmarked = text.TrimStart('\uFEFF');
        var bare = unmarked.TrimEnd('\r', '\n');
        string[] forms =
        [
            bare,
            bare + "\n",
            bare + "\r\n",
            unmarked,
            unmarked.Replace("\r\n", "\n", StringComparison.Ordinal),
            unmarked.Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\n", "\r\n", StringComparison.Ordinal),
        ];
        return forms.Distinct(StringComparer.Ordinal).Where(form => form != text).Select(Encoding.UTF8.GetBytes);
    }
}
