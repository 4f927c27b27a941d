using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace RechargeSync.Core.Recharge;

/// <summary>
/// A body as a flat table of its values, filled in one pass. Most of what an order costs in a <see
/// cref="JsonDocument"/> is finding some hundred members, each among its neighbours; here they are hashed by their
/// object and by what tells most names apart: a name's length and its ends.
/// </summary>
internal sealed class LenientDocument : IDisposable
{
    /// <summary>Most remarks that are kept of a resource: enough to see what is wrong with it.</summary>
    private const int MaxRemarks = 20;

    // The entry at 0 stands above the root, so that 0 also means none.
    private const int RootIndex = 1;

    // Printable ASCII that means itself.
    private static readonly SearchValues<byte> s_plain = SearchValues.Create([
        .. Enumerable.Range(' ', '~' - ' ' + 1).Where(c => c != '\\').Select(c => (byte)c),
    ]);

    private readonly byte[] _body;
    private readonly int[] _buckets;
    private readonly int _shift;
    private Entry[] _entries;
    private List<Remark>? _remarks;
    private int _count = RootIndex;
    private int _resource = RootIndex;
    private bool _hasEscapedNames;

    private LenientDocument(byte[] body)
    {
        // An order has a value for each 16 bytes or so.
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)(64 + (body.Length / 16)));
        _body = body;
        _entries = ArrayPool<Entry>.Shared.Rent(size);
        _buckets = ArrayPool<int>.Shared.Rent(size);
        _buckets.AsSpan(0, size).Clear();
        _shift = 32 - BitOperations.Log2((uint)size);
    }

    /// <summary>Walks the whole body.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static LenientDocument Parse(byte[] body)
    {
        var document = new LenientDocument(body);
        document.Fill(new Utf8JsonReader(body));
        return document;
    }

    /// <summary>The whole body's value.</summary>
    public LenientJson Root => new(this, RootIndex);

    /// <summary>What kind of value it is.</summary>
    public JsonValueKind Kind(int index) => _entries[index].Kind;

    /// <summary>How many values stand in a list or object.</summary>
    public int Count(int index) => _entries[index].Count;

    /// <summary>The first value within a list that has any.</summary>
    public static int First(int list) => list + 1;

    /// <summary>What follows a value in its list.</summary>
    public int Next(int index) => _entries[index].Next;

    /// <summary>A value's bytes as they stand in the body.</summary>
    public ReadOnlySpan<byte> Raw(int index) => _body.AsSpan(_entries[index].Start.._entries[index].End);

    /// <summary>The last member of this name, or 0.</summary>
    public int Find(int index, string name)
    {
        var member = Find(index, Key(name.Length, name[0], name[^1]), name);
        return _hasEscapedNames ? Math.Max(member, FindEscaped(index, name, after: member)) : member;
    }

    /// <summary>A text's UTF-8 with its escapes undone.</summary>
    public ReadOnlySpan<byte> Text(int index)
    {
        var text = Raw(index)[1..^1];
        return text.Contains((byte)'\\') ? Unescaped(text, out _) : text;
    }

    /// <summary>A text. What is no Unicode in it, and NUL, is replaced by U+FFFD, with a remark.</summary>
    public string String(int index)
    {
        var text = Raw(index)[1..^1];
        return text.ContainsAnyExcept(s_plain) ? String(text, index) : Encoding.ASCII.GetString(text);
    }

    /// <summary>A member's own name; as <see cref="String(int)"/> does it.</summary>
    public string NameOf(int index) => String(Name(index)[1..^1], index);

    /// <summary>Starts to collect remarks on a resource: their paths begin below it.</summary>
    public void StartRemarks(int resource)
    {
        _resource = resource;
        _remarks = null;
    }

    /// <summary>What was remarked on the resource.</summary>
    public IReadOnlyList<Remark> Remarks => _remarks ?? [];

    /// <summary>Remarks on a value.</summary>
    public void Remark(int index, string problem)
    {
        _remarks ??= [];
        if (_remarks.Count < MaxRemarks)
        {
            _remarks.Add(new Remark(Path(index), problem));
        }
    }

    /// <summary>Remarks on a value that cannot be read, and treats it as if it were not mentioned.</summary>
    public void LeaveOut(int index, string problem)
    {
        if (_entries[index].Kind != JsonValueKind.Undefined)
        {
            Remark(index, problem);
            _entries[index].Kind = JsonValueKind.Undefined;
        }
    }

    /// <summary>Says that an object's names are data: paths count its values, as a list's.</summary>
    public void TakeAsList(int index) => _entries[index].IsList = true;

    /// <summary>Where a value stands below its resource, such as <c>line_items[0].sku</c>.</summary>
    public string Path(int index)
    {
        if (index == _resource || index <= RootIndex)
        {
            return "";
        }

        var parent = _entries[index].Parent;
        var above = Path(parent);
        if (_entries[parent].IsList)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{above}[{Position(index, parent)}]");
        }

        var name = NameText(index);
        return above.Length == 0 ? name : $"{above}.{name}";
    }

    public void Dispose()
    {
        ArrayPool<Entry>.Shared.Return(_entries);
        ArrayPool<int>.Shared.Return(_buckets);
        _entries = [];
    }

    private void Fill(Utf8JsonReader reader)
    {
        _entries[0] = default;
        var parent = 0;
        var (key, nameStart, nameEnd) = (0, 0, 0);
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    var name = reader.ValueSpan;
                    key = reader.ValueIsEscaped || name.IsEmpty ? 0 : Key(name.Length, name[0], name[^1]);
                    _hasEscapedNames |= reader.ValueIsEscaped;
                    nameStart = (int)reader.TokenStartIndex;
                    nameEnd = nameStart + name.Length + 2;
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    _entries[parent].End = (int)reader.BytesConsumed;
                    _entries[parent].Next = _count;
                    parent = _entries[parent].Parent;
                    break;
                default:
                    if (_count == _entries.Length)
                    {
                        Grow();
                    }

                    _entries[_count] = new Entry
                    {
                        Kind = KindOf(reader.TokenType),
                        Key = key,
                        NameStart = nameStart,
                        NameEnd = nameEnd,
                        Start = (int)reader.TokenStartIndex,
                        End = (int)reader.BytesConsumed,
                        Parent = parent,
                        Next = _count + 1,
                        IsList = reader.TokenType == JsonTokenType.StartArray,
                    };
                    _entries[parent].Count++;
                    if (_entries[parent].Kind == JsonValueKind.Object)
                    {
                        ref var bucket = ref Bucket(parent, key);
                        _entries[_count].Before = bucket;
                        bucket = _count;
                    }

                    if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                    {
                        parent = _count;
                    }

                    _count++;
                    break;
            }
        }
    }

    private void Grow()
    {
        var larger = ArrayPool<Entry>.Shared.Rent(2 * _entries.Length);
        _entries.CopyTo(larger, 0);
        ArrayPool<Entry>.Shared.Return(_entries);
        _entries = larger;
    }

    // 0 is left to names with escapes: these are compared in full.
    private static int Key(int length, int first, int last) => (length << 16) | (first << 8) | last;

    private ref int Bucket(int parent, int key) =>
        ref _buckets[(((uint)parent * 0x85EBCA6B) + (uint)key) * 0x9E3779B1 >> _shift];

    // The last one of a bucket comes first.
    private int Find(int parent, int key, string name)
    {
        var at = Bucket(parent, key);
        while (
            at != 0
            && !(_entries[at].Key == key && _entries[at].Parent == parent && Ascii.Equals(Name(at)[1..^1], name))
        )
        {
            at = _entries[at].Before;
        }

        return at;
    }

    private int FindEscaped(int parent, string name, int after)
    {
        var at = Bucket(parent, 0);
        while (
            at > after
            && !(_entries[at].Key == 0 && _entries[at].Parent == parent && JsonEscapes.Is(Name(at)[1..^1], name))
        )
        {
            at = _entries[at].Before;
        }

        return at;
    }

    private ReadOnlySpan<byte> Name(int index) => _body.AsSpan(_entries[index].NameStart.._entries[index].NameEnd);

    private string NameText(int index) => Encoding.UTF8.GetString(Unescaped(Name(index)[1..^1], out _));

    private int Position(int index, int parent)
    {
        var position = 0;
        for (var at = First(parent); at != index; at = Next(at))
        {
            position++;
        }

        return position;
    }

    private string String(ReadOnlySpan<byte> text, int index)
    {
        var unescaped = Unescaped(text, out var isReplaced);
        var isUnicode = !isReplaced && Utf8.IsValid(unescaped);
        var result = Encoding.UTF8.GetString(unescaped);

        // Postgres cannot store U+0000 in a text, nor can many a platform.
        var hasNul = result.Contains('\0', StringComparison.Ordinal);
        if (!isUnicode || hasNul)
        {
            Remark(index, isUnicode ? "holds a NUL character, replaced" : "is not Unicode throughout, replaced there");
        }

        return hasNul ? result.Replace('\0', '\uFFFD') : result;
    }

    private static ReadOnlySpan<byte> Unescaped(ReadOnlySpan<byte> text, out bool isReplaced)
    {
        var unescaped = new byte[text.Length];
        return unescaped.AsSpan(0, JsonEscapes.Undo(text, unescaped, out isReplaced));
    }

    private static JsonValueKind KindOf(JsonTokenType token) =>
        token switch
        {
            JsonTokenType.StartObject => JsonValueKind.Object,
            JsonTokenType.StartArray => JsonValueKind.Array,
            JsonTokenType.String => JsonValueKind.String,
            JsonTokenType.Number => JsonValueKind.Number,
            JsonTokenType.True => JsonValueKind.True,
            JsonTokenType.False => JsonValueKind.False,
            _ => JsonValueKind.Null,
        };

    /// <summary>
    /// A value, where its text and its name's stand in the body, and its neighbours in the table: what follows it, and
    /// what was put into its bucket before. The kind of what was left out is undefined.
    /// </summary>
    [StructLayout(LayoutKind.Auto)]
    private struct Entry
    {
        public JsonValueKind Kind;
        public int Key;
        public int NameStart;
        public int NameEnd;
        public int Start;
        public int End;
        public int Parent;
        public int Next;
        public int Before;
        public int Count;
        public bool IsList;
    }
}
