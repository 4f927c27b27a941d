using System.Globalization;
using Npgsql;
using RechargeSync.Core.Storage.Sql;

namespace RechargeSync.Core.Storage;

/// <summary>
/// A table whose rows operators act on, found and changed by keys of its own type: a key that is put together as text
/// has no index, and a join by it takes time that grows with the square of the rows.
/// </summary>
/// <param name="Kind">What the ids of its rows begin with.</param>
/// <param name="Table">Its name.</param>
/// <param name="Key">The key's column, unique within a store.</param>
/// <param name="IsOpen">True of the rows that an act may be for, in the words of the index that holds them.</param>
internal sealed record ActSource(string Kind, string Table, string Key, string IsOpen)
{
    /// <summary>At once, in the words of a statement.</summary>
    public const string Now = "now()";

    /// <summary>Of an order, as the index of orders at rest has it: nothing is done about it.</summary>
    public static readonly string IsIgnored = $"state = {WorkState.Ignored.Sql()} AND due_at IS NULL";

    private static readonly string s_isDead = $"state = {WorkState.Dead.Sql()}";

    /// <summary>Orders that were given up.</summary>
    public static ActSource DeadOrders { get; } =
        new("order", "orders", "order_id", s_isDead)
        {
            Revive = due => $"is_backfill = {(due == Now ? "false" : "true")}, {WorkChanges.ReviveAt(due)}",
        };

    /// <summary>Orders that are ignored and not on the platform; to revive one is to have it placed.</summary>
    public static ActSource IgnoredOrders { get; } =
        new("order", "orders", "order_id", IsIgnored)
        {
            Revive = due => $"released = true, is_backfill = true, {WorkChanges.ReviveAt(due)}",
            MayRevive = "platform_order_id IS NULL",
        };

    /// <summary>Everything that was given up, in the order in which a job goes through it.</summary>
    public static IReadOnlyList<ActSource> DeadLetters { get; } =
    [
        DeadOrders,
        new("checkout", "carts", "token", s_isDead) { HasTextKey = true },
        new("charge", "charges", "charge_id", s_isDead),
        // Those that never became part of an order or a cart. One that names no resource stays: nobody could work on
        // it.
        new("delivery", "inbox", "id", DeliverySql.IsRefused)
        {
            Discard = DeliverySql.Discard,
            Revive = _ => DeliverySql.Revive,
            MayRevive = "resource_key <> ''",
        },
    ];

    /// <summary>The <c>SET</c> list that discards a row.</summary>
    public string Discard { get; init; } = WorkChanges.Discard;

    /// <summary>The <c>SET</c> list that gives a row back, due when the statement says.</summary>
    public Func<string, string> Revive { get; init; } = WorkChanges.ReviveAt;

    /// <summary>What a row has to be beside open, to be given back.</summary>
    public string MayRevive { get; init; } = "true";

    /// <summary>True where the key is a text, false where it is a number.</summary>
    public bool HasTextKey { get; init; }

    /// <summary>
    /// What changes the rows that a CTE names by its columns <c>key</c>, <c>reason</c> and <c>state</c>, where they are
    /// still in that state, and returns what <see cref="AuditLog.Record"/> needs. The state is compared to what was
    /// read and to no number: with that, the index of the open rows would look as short to a planner without statistics
    /// as the rows that are named, and be gone through for each of them.
    /// </summary>
    /// <param name="chosen">The CTE; within, it is called <c>chosen</c>.</param>
    /// <param name="set">The <c>SET</c> list.</param>
    /// <param name="condition">What else has to be true of a row.</param>
    public string Change(string chosen, string set, string condition) =>
        $"""
            UPDATE {Table} SET {set} FROM {chosen} AS chosen
            WHERE {Table}.store = @store AND {Table}.{Key} = chosen.key AND {Table}.state = chosen.state AND {condition}
            RETURNING {Table}.store, '{Kind}/' || {Table}.{Key} AS resource_key, chosen.reason
            """;

    /// <summary>Those of the ids that are of this kind, as the parameter of a statement.</summary>
    public NpgsqlParameter Keys(string name, IEnumerable<string> ids)
    {
        var names = ids.Where(id => id.StartsWith(Kind + "/", StringComparison.Ordinal))
            .Select(id => id[(Kind.Length + 1)..]);
        return HasTextKey
            ? new NpgsqlParameter<string[]>(name, [.. names])
            : new NpgsqlParameter<long[]>(name, [.. names.Select(Number).OfType<long>()]);
    }

    /// <summary>A key that was kept as text, or what comes before all keys, as the parameter of a statement.</summary>
    public NpgsqlParameter KeyAfter(string name, string? text) =>
        HasTextKey
            ? new NpgsqlParameter<string>(name, text ?? "")
            : new NpgsqlParameter<long>(name, text is null ? -1 : Number(text)!.Value);

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
