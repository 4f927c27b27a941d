using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace RechargeSync.Core.Recharge;

/// <summary>
/// A body as a flat table of its values, filled in one pass. Most of what an order costs in a <see
/// cref="JsonDocument"/> is finding some hundred members, each among its neighbours; here they are hashed by their
/// object and by what tells most names apart: a name's length and its ends.
/// </summary>
internal sealed class LenientDocument : IDisposable
{
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
    private int _count = RootIndex;
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
    /// <exception cref="InvalidOperationException">A name on the way there is not Unicode.</exception>
    public int Find(int index, string name)
    {
        var member = Find(index, Key(name.Length, name[0], name[^1]), name);
        return _hasEscapedNames ? Math.Max(member, FindEscaped(index, name, after: member)) : member;
    }

    /// <summary>A text's UTF-8 with its escapes undone.</summary>
    /// <exception cref="InvalidOperationException">It is not Unicode.</exception>
    public ReadOnlySpan<byte> Text(int index)
    {
        var quoted = Raw(index);
        var text = quoted[1..^1];
        if (!text.ContainsAnyExcept(s_plain))
        {
            return text;
        }

        var reader = new Utf8JsonReader(quoted);
        reader.Read();
        var unescaped = new byte[text.Length];
        return unescaped.AsSpan(0, reader.CopyString(unescaped));
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
            && !(_entries[at].Key == 0 && _entries[at].Parent == parent && IsNamedWithEscapes(Name(at), name))
        )
        {
            at = _entries[at].Before;
        }

        return at;
    }

    private ReadOnlySpan<byte> Name(int index) => _body.AsSpan(_entries[index].NameStart.._entries[index].NameEnd);

    private static bool IsNamedWithEscapes(ReadOnlySpan<byte> quoted, string name)
    {
        var raw = quoted[1..^1];
        var plain = raw.IndexOf((byte)'\\');
        if (
            plain < 0
            || plain >= name.Length
            || raw.Length <= name.Length
            || !Ascii.Equals(raw[..plain], name.AsSpan(0, plain))
        )
        {
            return false;
        }

        // No text is equal to what it has escapes in: asking so only has all of them looked at, however long the name
        // is.
        var reader = new Utf8JsonReader(quoted);
        reader.Read();
        return reader.ValueTextEquals(raw) || reader.ValueTextEquals(name);
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
    /// what was put into its bucket before.
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
    }
}
