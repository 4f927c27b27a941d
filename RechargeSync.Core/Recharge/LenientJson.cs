using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using RechargeSync.Core.Resources;

namespace RechargeSync.Core.Recharge;

/// <summary>
/// A value that reads its members the way Recharge really sends them. What is of another type than expected is carried
/// as text or left out, with a remark on the document; only what a caller requires breaks the contract.
/// </summary>
internal readonly record struct LenientJson(LenientDocument Document, int Index)
{
    /// <summary>Longest id of another system: as much as the platform may answer.</summary>
    private const int MaxIdLength = 200;

    // No escapes for what means itself in JSON: a person may have to read it.
    private static readonly JsonWriterOptions s_compact = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public JsonValueKind Kind => Document.Kind(Index);

    /// <summary>The bytes as they stand in the body.</summary>
    public ReadOnlySpan<byte> Raw => Document.Raw(Index);

    /// <summary>
    /// The member, or null where it is absent, JSON null or left out; the last one where its name stands more than
    /// once.
    /// </summary>
    public LenientJson? Member(string name)
    {
        if (Kind != JsonValueKind.Object)
        {
            return null;
        }

        var member = Document.Find(Index, name);
        return member != 0 && Document.Kind(member) is not (JsonValueKind.Null or JsonValueKind.Undefined)
            ? new LenientJson(Document, member)
            : null;
    }

    /// <summary>Whether the member is there, be it null; false for what was left out.</summary>
    public bool Mentions(string name) =>
        Kind == JsonValueKind.Object
        && Document.Find(Index, name) is var member and not 0
        && Document.Kind(member) != JsonValueKind.Undefined;

    /// <summary>An object; of a list of them the first. Null for the many ways to say that there is none.</summary>
    public LenientJson? Object(string name)
    {
        if (Member(name) is not { } value)
        {
            return null;
        }

        switch (value.Kind)
        {
            case JsonValueKind.Object:
                return value;
            case JsonValueKind.Array when value.First is { Kind: JsonValueKind.Object } first:
                Document.Remark(value.Index, "is a list, of which the first entry is taken");
                return first;
            case JsonValueKind.Array when value.Size == 0:
                return null;
            default:
                if (!value.IsNone)
                {
                    value.LeaveOut("an object");
                }

                return null;
        }
    }

    /// <summary>A text; of any other value its text, nested ones as compact JSON. Null where that is empty.</summary>
    public string? Text(string name) => Member(name)?.Text();

    /// <inheritdoc cref="Text(string)"/>
    public string? Text()
    {
        switch (Kind)
        {
            case JsonValueKind.String:
                return Document.String(Index) is { Length: > 0 } text ? text : null;
            case JsonValueKind.Object or JsonValueKind.Array:
                if (Size == 0)
                {
                    return null;
                }

                Document.Remark(Index, $"is {Named(Kind)}, carried as JSON");
                return Compact();
            case JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False:
                return Encoding.ASCII.GetString(Raw);
            default:
                return null;
        }
    }

    /// <summary>The positive whole number that a resource is known by, as number or numeric text.</summary>
    /// <exception cref="PayloadException">There is none.</exception>
    public long RequiredId(string name)
    {
        var value = Member(name) ?? throw new PayloadException($"'{name}' is missing");
        var text =
            value.Kind == JsonValueKind.String ? Document.Text(value.Index)
            : value.Kind == JsonValueKind.Number ? value.Raw
            : [];
        return IsId(text, out var id) ? id : throw new PayloadException($"'{name}' is not a positive whole number");
    }

    /// <summary>A positive id as number or numeric text, flat or wrapped; null for what means none.</summary>
    public long? Id(string name)
    {
        if (Identity(name) is not { } value)
        {
            return null;
        }

        // A system that keeps numbers as fractions sends 7.0 for 7.
        var text = value.Scalar;
        var point = text.IndexOf((byte)'.');
        var whole = point > 0 && text[(point + 1)..].IndexOfAnyExcept((byte)'0') < 0 ? text[..point] : text;
        if (IsId(whole, out var id))
        {
            return id;
        }

        Document.LeaveOut(Document.Find(Index, name), "is not a positive whole number");
        return null;
    }

    /// <summary>What counts as an id of Recharge: digits that make a positive whole number.</summary>
    public static bool IsId(ReadOnlySpan<byte> text, out long id) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out id) && id > 0;

    /// <summary>
    /// An id of another system: text or number, flat or wrapped, as in <c>{"ecommerce": …}</c>; null for what means
    /// none, and for what cannot be an id.
    /// </summary>
    public string? ExternalId(string name)
    {
        if (Identity(name) is not { } value)
        {
            return null;
        }

        var text =
            value.Kind == JsonValueKind.String ? Document.String(value.Index) : Encoding.ASCII.GetString(value.Scalar);
        if (text.Length <= MaxIdLength && !text.Any(char.IsControl))
        {
            return text;
        }

        Document.LeaveOut(
            Document.Find(Index, name),
            $"is no id: it has more than {MaxIdLength} characters, or holds a control character"
        );
        return null;
    }

    /// <summary>True, false, 0, 1, or their texts.</summary>
    public bool? Flag(string name)
    {
        if (Member(name) is not { } value)
        {
            return null;
        }

        var text = value.Scalar;
        if (IsWordForNone(text) && !value.IsNested)
        {
            return null;
        }

        if (Is(text, "true") || Is(text, "yes") || Is(text, "1"))
        {
            return true;
        }

        if (Is(text, "false") || Is(text, "no") || Is(text, "0"))
        {
            return false;
        }

        Document.LeaveOut(value.Index, "is neither true nor false");
        return null;
    }

    /// <summary>An amount as text or number; null for words that mean none.</summary>
    public decimal? Money(string name) => Member(name)?.Money();

    private decimal? Money()
    {
        var text = Scalar;
        if (Amount.TryParse(text, out var amount))
        {
            return amount;
        }

        if (IsWordForNone(text) && (!IsNested || Size == 0))
        {
            return null;
        }

        Document.LeaveOut(Index, "is not an amount");
        return null;
    }

    /// <summary>A whole number as number or text.</summary>
    public int? Count(string name)
    {
        if (Member(name) is not { } value || value.Money() is not { } number)
        {
            return null;
        }

        if (number == decimal.Truncate(number) && number is >= int.MinValue and <= int.MaxValue)
        {
            return (int)number;
        }

        Document.LeaveOut(value.Index, "is not a whole number");
        return null;
    }

    /// <summary>
    /// The objects of a list, or of an object that stands for one; none for the many ways to say that there are none.
    /// </summary>
    /// <param name="name">The list's name.</param>
    /// <param name="mark">A member that tells an object which is itself the one entry.</param>
    /// <param name="read">Reads an entry.</param>
    public T[] List<T>(string name, string mark, Func<LenientJson, T> read) =>
        Member(name) is not { } value || value.AsList(mark) is not { } list ? []
        : list.IsOne ? [read(list.Value)]
        : list.Value.Objects(read);

    private T[] Objects<T>(Func<LenientJson, T> read)
    {
        var entries = new T[Size];
        var count = 0;
        var at = LenientDocument.First(Index);
        for (var i = 0; i < entries.Length; i++, at = Document.Next(at))
        {
            var entry = new LenientJson(Document, at);
            if (entry.Kind == JsonValueKind.Object)
            {
                entries[count++] = read(entry);
            }
            else if (entry.Kind != JsonValueKind.Null)
            {
                entry.LeaveOut("an object");
            }
        }

        return count == entries.Length ? entries : entries[..count];
    }

    /// <summary>
    /// What a value's entries are: its own, or it is itself the one entry; null where it is none, or cannot be.
    /// </summary>
    public (LenientJson Value, bool IsOne)? AsList(string mark)
    {
        switch (Kind)
        {
            case JsonValueKind.Array:
                return (this, false);
            case JsonValueKind.Object when Size == 0:
                return null;
            case JsonValueKind.Object when Entries.All(entry => entry.Kind == JsonValueKind.Object):
                Document.TakeAsList(Index);
                Document.Remark(Index, "is an object, taken as the list of its values");
                return (this, false);
            case JsonValueKind.Object when Member(mark) is not null:
                Document.Remark(Index, "is an object, taken as a list's one entry");
                return (this, true);
            default:
                if (!IsNone)
                {
                    LeaveOut("a list");
                }

                return null;
        }
    }

    /// <summary>The values of a list or object, in their order.</summary>
    public IEnumerable<LenientJson> Entries
    {
        get
        {
            var (document, count, entry) = (Document, Size, LenientDocument.First(Index));
            for (var i = 0; i < count; i++, entry = document.Next(entry))
            {
                yield return new LenientJson(document, entry);
            }
        }
    }

    private LenientJson? First => Size > 0 ? new LenientJson(Document, LenientDocument.First(Index)) : null;

    /// <summary>Texts of a list, of an object's values, or of one text with commas.</summary>
    public IReadOnlyList<string> Tags(string name)
    {
        if (Member(name) is not { } value)
        {
            return [];
        }

        switch (value.Kind)
        {
            case JsonValueKind.String when IsWordForNone(value.Scalar):
                return [];
            case JsonValueKind.String:
                return Document
                    .String(value.Index)
                    .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            case JsonValueKind.Object:
                Document.TakeAsList(value.Index);
                Document.Remark(value.Index, "is an object, taken as the list of its values");
                return value.Texts();
            case JsonValueKind.Array:
                return value.Texts();
            default:
                return value.Text() is { } text && value.Kind == JsonValueKind.Number ? [text] : [];
        }
    }

    private string[] Texts() => [.. Entries.Select(entry => entry.Text()?.Trim()).OfType<string>()];

    /// <summary>Pairs of name and value: a list of them, or an object of values under their names.</summary>
    public NamedValue[] NamedValues(string name)
    {
        if (Member(name) is not { } value || value.IsNone)
        {
            return [];
        }

        switch (value.Kind)
        {
            case JsonValueKind.Array:
                return value.PairsOfList();
            case JsonValueKind.Object when value is { IsPair: true, Size: 2 }:
                Document.Remark(value.Index, "is an object, taken as a list's one entry");
                return [value.Pair()];
            case JsonValueKind.Object:
                Document.Remark(value.Index, "is an object, taken as the list of its members");
                return value.PairsOfMembers();
            default:
                Document.Remark(value.Index, $"is {Named(value.Kind)}, carried under its own name");
                return [new NamedValue(name, value.Text())];
        }
    }

    private NamedValue[] PairsOfList()
    {
        var pairs = new NamedValue[Size];
        var at = LenientDocument.First(Index);
        for (var i = 0; i < pairs.Length; i++, at = Document.Next(at))
        {
            var entry = new LenientJson(Document, at);
            if (!entry.IsPairOfList)
            {
                return [.. Entries.SelectMany(entry => entry.PairsOfEntry())];
            }

            pairs[i] = entry.Pair();
        }

        return pairs;
    }

    private NamedValue[] PairsOfEntry()
    {
        switch (Kind)
        {
            case JsonValueKind.Null:
                return [];
            case JsonValueKind.Object when IsPairOfList:
                return [Pair()];
            case JsonValueKind.Object:
                return PairsOfMembers();
            case JsonValueKind.Array when this is { Size: 2, First: { IsNested: false } key }:
                return [new NamedValue(key.Text() ?? "", Entries.Last().Text())];
            default:
                Document.Remark(Index, "has no name");
                return [new NamedValue("", Text())];
        }
    }

    // The names are the shopper's, so that paths count them.
    private NamedValue[] PairsOfMembers()
    {
        Document.TakeAsList(Index);
        return
        [
            .. Entries.Select(entry =>
                entry.IsPair ? entry.Pair() : new NamedValue(entry.Document.NameOf(entry.Index), entry.Text())
            ),
        ];
    }

    private NamedValue Pair() => new(Text("name") ?? Text("key") ?? "", Text("value"));

    private bool IsNamed => Mentions("name") || Mentions("key");

    private bool IsPair => IsNamed && Mentions("value");

    // Within a list a name alone is enough, or a value.
    private bool IsPairOfList => IsNamed || Mentions("value");

    private int Size => Document.Count(Index);

    private bool IsNested => Kind is JsonValueKind.Object or JsonValueKind.Array;

    /// <summary>An id's value, unwrapped; null for what means none.</summary>
    private LenientJson? Identity(string name)
    {
        if (Member(name) is not { } outer)
        {
            return null;
        }

        var value = outer;
        while (value.IsNested)
        {
            if (value.Size == 0)
            {
                return null;
            }

            var inner =
                value.Kind == JsonValueKind.Array
                    ? value.First
                    : value.Member("ecommerce") ?? value.Member("payment_processor") ?? value.Member("id");
            if (inner is not { } next)
            {
                if (value.Entries.Any(entry => !entry.IsNone))
                {
                    Document.LeaveOut(outer.Index, "is an object without an id that we know");
                }

                return null;
            }

            value = next;
        }

        if (value.IsNone)
        {
            return null;
        }

        if (value.Kind == JsonValueKind.True)
        {
            Document.LeaveOut(outer.Index, "is not an id");
            return null;
        }

        return value;
    }

    /// <summary>Whether a value says that there is none, in one of the ways that have been seen.</summary>
    private bool IsNone =>
        Kind switch
        {
            JsonValueKind.Null or JsonValueKind.Undefined or JsonValueKind.False => true,
            JsonValueKind.String or JsonValueKind.Number => IsWordForNone(Scalar) || Scalar is [(byte)'0'],
            JsonValueKind.Object or JsonValueKind.Array => Size == 0,
            _ => false,
        };

    private static bool IsWordForNone(ReadOnlySpan<byte> text) =>
        text.IsEmpty || !char.IsAsciiDigit((char)text[0]) && IsWord(text);

    private static bool IsWord(ReadOnlySpan<byte> text) =>
        Is(text, "None")
        || Is(text, "null")
        || Is(text, "nil")
        || Is(text, "undefined")
        || Is(text, "NaN")
        || Is(text, "[]")
        || Is(text, "{}");

    private static bool Is(ReadOnlySpan<byte> text, string word) =>
        text.Length == word.Length && Ascii.EqualsIgnoreCase(text, word);

    // Empty for lists and objects.
    private ReadOnlySpan<byte> Scalar =>
        Kind switch
        {
            JsonValueKind.String => Document.Text(Index).Trim(" \t\r\n"u8),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => Raw,
            _ => [],
        };

    private void LeaveOut(string expected) => Document.LeaveOut(Index, $"is {Named(Kind)}, not {expected}");

    private static string Named(JsonValueKind kind) =>
        kind switch
        {
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "a list",
            JsonValueKind.String => "a text",
            JsonValueKind.Number => "a number",
            JsonValueKind.True or JsonValueKind.False => "true or false",
            _ => "nothing",
        };

    private string Compact()
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes, s_compact))
        {
            Write(writer);
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    // Nested no deeper than the parser allows.
    private void Write(Utf8JsonWriter writer)
    {
        switch (Kind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var entry in Entries)
                {
                    writer.WritePropertyName(Document.NameOf(entry.Index));
                    entry.Write(writer);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var entry in Entries)
                {
                    entry.Write(writer);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(Document.String(Index));
                break;
            case JsonValueKind.Undefined:
                writer.WriteNullValue();
                break;
            default:
                writer.WriteRawValue(Raw, skipInputValidation: true);
                break;
        }
    }
}
