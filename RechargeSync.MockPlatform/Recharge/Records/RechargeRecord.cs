using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using RechargeSync.MockPlatform.Recharge.Shapes;

namespace RechargeSync.MockPlatform.Recharge.Records;

/// <summary>
/// An order or a charge: the document as it was given, in the version it was given in. Immutable, so that it can be
/// rendered outside the state's lock; every change makes a new one.
/// </summary>
internal sealed class RechargeRecord : IWebhookSubject
{
    private readonly byte[] _json;
    private readonly ApiVersion _shape;
    private readonly StoreTime _time;

    private RechargeRecord(
        RecordKind kind,
        byte[] json,
        ApiVersion shape,
        StoreTime time,
        RecordFacts facts,
        DateTimeOffset storedAt
    )
    {
        Kind = kind;
        _json = json;
        _shape = shape;
        _time = time;
        Facts = facts;
        StoredAt = storedAt;
    }

    public RecordKind Kind { get; }

    public RecordFacts Facts { get; }

    /// <summary>
    /// When the mock got to know it, by the virtual clock. A charge's 90 days count from here, so that a fixture with
    /// fixed dates can be seeded at any time.
    /// </summary>
    public DateTimeOffset StoredAt { get; }

    public string Key => Kind == RecordKind.Order ? "order" : "charge";

    /// <inheritdoc />
    public ApiVersion? EventVersion { get; private init; }

    /// <summary>How many PUTs that carried external ids took effect.</summary>
    public int IdWrites => IdWrittenAt.Length;

    /// <summary>When they did, by the virtual clock.</summary>
    public ImmutableArray<DateTimeOffset> IdWrittenAt { get; private init; } = [];

    /// <returns>The record, or null when the document has no usable <c>id</c>.</returns>
    public static RechargeRecord? TryCreate(
        RecordKind kind,
        JsonObject document,
        ApiVersion shape,
        StoreTime time,
        DateTimeOffset storedAt,
        ApiVersion? eventVersion = null
    )
    {
        var json = JsonBytes.From(document);
        return ReadFacts(kind, json, time) is { } facts
            ? new RechargeRecord(kind, json, shape, time, facts, storedAt) { EventVersion = eventVersion }
            : null;
    }

    /// <inheritdoc />
    public ReadOnlyMemory<byte> Render(ApiVersion version) =>
        version == _shape ? _json : JsonBytes.From(RecordShape.Translate(Kind, Document(), version, _time));

    /// <summary>The record after a change that is written in <paramref name="patchVersion"/>.</summary>
    /// <param name="patch">The members to replace; objects are merged, lists replaced.</param>
    /// <param name="now">The new <c>updated_at</c>, unless the old one is later.</param>
    /// <param name="carriesIds">Whether the change counts as a write of external ids.</param>
    public RechargeRecord Change(JsonObject patch, ApiVersion patchVersion, DateTimeOffset now, bool carriesIds = false)
    {
        var document = Document();
        Merge(document, patchVersion == _shape ? patch : RecordShape.TranslateMembers(Kind, patch, _shape, _time));
        return Of(document, now, StoredAt, carriesIds ? IdWrittenAt.Add(now) : IdWrittenAt);
    }

    /// <summary>The record with its personal members erased.</summary>
    /// <param name="now">The new <c>updated_at</c>, unless the old one is later.</param>
    public RechargeRecord Redact(DateTimeOffset now)
    {
        var document = Document();
        Redaction.Apply(document);
        return Of(document, now, StoredAt, IdWrittenAt);
    }

    /// <summary>A record of its own with the same contents, external ids included.</summary>
    /// <param name="now">When it was made.</param>
    public RechargeRecord CopyAs(long id, DateTimeOffset now)
    {
        var document = Document();
        document["id"] = id;
        document["created_at"] = _time.Format(now, _shape);
        return Of(document, now, storedAt: now, idWrittenAt: []);
    }

    private RechargeRecord Of(
        JsonObject document,
        DateTimeOffset now,
        DateTimeOffset storedAt,
        ImmutableArray<DateTimeOffset> idWrittenAt
    )
    {
        if (!(Facts.UpdatedAt >= now))
        {
            document["updated_at"] = _time.Format(now, _shape);
        }

        var json = JsonBytes.From(document);
        var facts =
            ReadFacts(Kind, json, _time) ?? throw new InvalidOperationException("A change must not remove the id.");
        return new RechargeRecord(Kind, json, _shape, _time, facts, storedAt)
        {
            EventVersion = EventVersion,
            IdWrittenAt = idWrittenAt,
        };
    }

    private static RecordFacts? ReadFacts(RecordKind kind, byte[] json, StoreTime time)
    {
        using var document = JsonDocument.Parse(json);
        return FactReader.Read(kind, document.RootElement, time);
    }

    private JsonObject Document() => JsonNode.Parse(_json)!.AsObject();

    private static void Merge(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            if (value is JsonObject inner && target[name] is JsonObject existing)
            {
                Merge(existing, inner);
            }
            else
            {
                target[name] = value?.DeepClone();
            }
        }
    }
}
