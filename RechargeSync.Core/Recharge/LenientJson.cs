using System.Globalization;
using System.Text;
using System.Text.Json;
using RechargeSync.Core.Resources;

namespace RechargeSync.Core.Recharge;

/// <summary>
/// A value that reads its members the way Recharge really sends them: lenient about form, strict about meaning. What
/// breaks the rules is a <see cref="PayloadException"/>, which quarantines the delivery.
/// </summary>
internal readonly record struct LenientJson(LenientDocument Document, int Index)
{
    public JsonValueKind Kind => Document.Kind(Index);

    /// <summary>The bytes as they stand in the body.</summary>
    public ReadOnlySpan<byte> Raw => Document.Raw(Index);

    /// <summary>
    /// The member, or null where it is absent or JSON null; the last one where its name stands more than once.
    /// </summary>
    public LenientJson? Member(string name)
    {
        if (Kind != JsonValueKind.Object)
        {
            throw new PayloadException($"the parent of '{name}' is {Kind}, not an object");
        }

        var member = Document.Find(Index, name);
        return member != 0 && Document.Kind(member) != JsonValueKind.Null ? new LenientJson(Document, member) : null;
    }

    /// <summary>A text; a number is taken as its text, an empty text as null.</summary>
    public string? Text(string name) => Member(name)?.TextOf(name);

    /// <summary>A positive id as number or numeric text; the text "None" means absent.</summary>
    public long? Id(string name)
    {
        var text = Scalar(name);
        return text.IsEmpty || text.SequenceEqual("None"u8) ? null
            : IsId(text, out var id) ? id
            : throw new PayloadException($"'{name}' is not a positive whole number");
    }

    /// <summary>What counts as an id of Recharge: digits that make a positive whole number.</summary>
    public static bool IsId(ReadOnlySpan<byte> text, out long id) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out id) && id > 0;

    /// <summary>An id of another system: text, number, or the same wrapped as <c>{"ecommerce": …}</c>.</summary>
    public string? ExternalId(string name) =>
        Member(name) is not { } value ? null
        : value.Kind == JsonValueKind.Object ? value.Text("ecommerce")
        : value.TextOf(name);

    /// <summary>True, false, 0, 1, or their texts.</summary>
    public bool? Flag(string name) =>
        Text(name) switch
        {
            null => null,
            "true" or "True" or "1" => true,
            "false" or "False" or "0" => false,
            _ => throw new PayloadException($"'{name}' is neither true nor false"),
        };

    /// <summary>An amount as text or number.</summary>
    public decimal? Money(string name)
    {
        var text = Scalar(name);
        return text.IsEmpty ? null
            : decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var amount) ? amount
            : throw new PayloadException($"'{name}' is not an amount");
    }

    /// <summary>A whole number as number or text.</summary>
    public int? Count(string name) =>
        Money(name) is not { } number ? null
        : number == decimal.Truncate(number) && number is >= int.MinValue and <= int.MaxValue ? (int)number
        : throw new PayloadException($"'{name}' is not a whole number");

    /// <summary>
    /// The entries of a list; none where it is absent, null, or the text that Recharge sends for none.
    /// </summary>
    public T[] List<T>(string name, Func<LenientJson, T> read) =>
        Member(name) is not { } value ? []
        : value.Kind == JsonValueKind.Array ? value.Entries(read)
        : value.Kind == JsonValueKind.String && (value.Content.IsEmpty || value.Content.SequenceEqual("[]"u8)) ? []
        : throw new PayloadException($"'{name}' is {value.Kind}, not a list");

    /// <summary>Each of a list's own entries.</summary>
    public T[] Entries<T>(Func<LenientJson, T> read)
    {
        var entries = new T[Document.Count(Index)];
        var entry = LenientDocument.First(Index);
        for (var i = 0; i < entries.Length; i++, entry = Document.Next(entry))
        {
            entries[i] = read(new LenientJson(Document, entry));
        }

        return entries;
    }

    /// <summary>Tags: one text with commas, or a list of texts.</summary>
    public IReadOnlyList<string> Tags(string name) =>
        Member(name) is not { } value
            ? []
            : value.Kind switch
            {
                JsonValueKind.String => Encoding
                    .UTF8.GetString(value.Content)
                    .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
                JsonValueKind.Array =>
                [
                    .. value
                        .Entries(tag => tag.Kind == JsonValueKind.String ? Encoding.UTF8.GetString(tag.Content) : null)
                        .OfType<string>(),
                ],
                _ => throw new PayloadException($"'{name}' is {value.Kind}, not a list of tags"),
            };

    private ReadOnlySpan<byte> Content => Document.Text(Index);

    // Empty where there is none.
    private ReadOnlySpan<byte> Scalar(string name) => Member(name) is { } value ? value.ScalarOf(name) : [];

    private string? TextOf(string name) =>
        ScalarOf(name) is { IsEmpty: false } text ? Encoding.UTF8.GetString(text) : null;

    private ReadOnlySpan<byte> ScalarOf(string name) =>
        Kind switch
        {
            JsonValueKind.String => Checked(Content, name),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => Raw,
            _ => throw new PayloadException($"'{name}' is {Kind}, not a text"),
        };

    // Postgres cannot store U+0000 in a text, and no honest payload holds one.
    private static ReadOnlySpan<byte> Checked(ReadOnlySpan<byte> text, string name) =>
        text.Contains((byte)0) ? throw new PayloadException($"'{name}' holds a NUL character") : text;
}
