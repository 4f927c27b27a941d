using Npgsql;
using RechargeSync.Core.Admin.Masking;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Storage.Sql;

namespace RechargeSync.Core.DeadLetters;

/// <summary>
/// Reads dead letters, and gives them back to the state machine or puts them away. Every act leaves a row.
/// </summary>
internal sealed class DeadLetterStore(NpgsqlDataSource database, DeadLetterTable table)
{
    // No store's name holds it.
    private const char CursorMark = ':';

    /// <summary>Lists dead letters in the order of store and id.</summary>
    /// <param name="store">Of this store; null for all.</param>
    /// <param name="kind"><c>order</c>, <c>checkout</c> or <c>delivery</c>; null for all.</param>
    /// <param name="reason">With this reason; null for all.</param>
    /// <param name="cursor"><see cref="DeadLetterPage.Next"/> of the page before; null for the first page.</param>
    /// <param name="limit">Most letters in the page.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public async Task<DeadLetterPage> ListAsync(
        string? store,
        string? kind,
        string? reason,
        string? cursor,
        int limit,
        CancellationToken cancellationToken
    )
    {
        await using var command = database.CreateCommand(
            $"""
            SELECT id, store, reason, attempts, finished_at, trace_parent FROM ({DeadLetterTable.All}) AS letters
            WHERE (@store::text IS NULL OR store = @store) AND (@kind::text IS NULL OR starts_with(id, @kind || '/'))
                AND (@reason::text IS NULL OR reason = @reason) AND (@after::text IS NULL OR (store, id) > (@in, @after))
            ORDER BY store, id LIMIT @limit
            """
        );
        var parameters = new ParameterList(command.Parameters);
        parameters.Optional("store", NpgsqlTypes.NpgsqlDbType.Text, store);
        parameters.Optional("kind", NpgsqlTypes.NpgsqlDbType.Text, kind);
        parameters.Optional("reason", NpgsqlTypes.NpgsqlDbType.Text, reason);
        var place = cursor?.Split(CursorMark, 2);
        parameters.Optional("in", NpgsqlTypes.NpgsqlDbType.Text, place?[0]);
        parameters.Optional("after", NpgsqlTypes.NpgsqlDbType.Text, place?[^1]);
        parameters.Add("limit", limit + 1);
        var letters = await ReadAsync(command, Letter, cancellationToken);
        return letters.Count > limit
            ? new DeadLetterPage(letters[..limit], $"{letters[limit - 1].Store}{CursorMark}{letters[limit - 1].Id}")
            : new DeadLetterPage(letters, null);
    }

    /// <summary>One dead letter with its failures and acts; null where there is none.</summary>
    public async Task<DeadLetterDetail?> FindAsync(string store, string id, CancellationToken cancellationToken)
    {
        await using var find = database.CreateCommand(
            $"SELECT id, store, reason, attempts, finished_at, trace_parent FROM ({DeadLetterTable.All}) AS letters WHERE store = @store AND id = @id"
        );
        AddKey(find, store, id);
        if (await ReadAsync(find, Letter, cancellationToken) is not [var letter])
        {
            return null;
        }

        await using var failures = database.CreateCommand(
            "SELECT failed_at, step, reason, status, detail, request_id, trace_parent FROM failed_attempts WHERE store = @store AND resource_key = @id ORDER BY id DESC LIMIT 50"
        );
        AddKey(failures, store, id);
        await using var acts = database.CreateCommand(
            "SELECT recorded_at, actor, action, note FROM audit_log WHERE store = @store AND resource_key = @id ORDER BY id DESC LIMIT 50"
        );
        AddKey(acts, store, id);
        return new DeadLetterDetail(
            letter,
            await ReadAsync(failures, Failure, cancellationToken),
            await ReadAsync(acts, Act, cancellationToken)
        );
    }

    /// <summary>How many dead letters an act would reach.</summary>
    public async Task<int> CountAsync(DeadLetterSelection selection, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            $"WITH letters AS ({DeadLetterTable.All}) SELECT count(*)::integer FROM letters WHERE {DeadLetterTable.IsChosen}"
        );
        DeadLetterTable.Describe(new ParameterList(command.Parameters), Choice(selection));
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Gives dead letters back to the state machine; returns how many.</summary>
    public Task<int> ReplayAsync(DeadLetterSelection selection, string actor, CancellationToken cancellationToken) =>
        table.ReviveAsync(Choice(selection), new(actor, "replay", selection.Note), cancellationToken);

    /// <summary>Puts dead letters away for good; returns how many.</summary>
    public Task<int> IgnoreAsync(DeadLetterSelection selection, string actor, CancellationToken cancellationToken) =>
        table.DiscardAsync(Choice(selection), new(actor, "ignore", selection.Note), cancellationToken);

    private static DeadLetterChoice Choice(DeadLetterSelection selection) =>
        new(selection.Store, selection.Ids, selection.Reason, selection.Kind);

    private static DeadLetter Letter(RowReader row) =>
        new(
            row.Value<string>(),
            row.Value<string>(),
            row.Optional<string>(),
            row.Value<int>(),
            row.OptionalValue<DateTimeOffset>(),
            row.Optional<string>()
        );

    private static DeadLetterFailure Failure(RowReader row) =>
        new(
            row.Value<DateTimeOffset>(),
            ((WorkStep)row.Value<short>()).ToString(),
            row.Value<string>(),
            row.OptionalValue<int>(),
            PersonalDataMask.MaskText(row.Optional<string>()),
            row.Optional<string>(),
            row.Optional<string>()
        );

    private static DeadLetterAct Act(RowReader row) =>
        new(row.Value<DateTimeOffset>(), row.Value<string>(), row.Value<string>(), row.Optional<string>());

    private static void AddKey(NpgsqlCommand command, string store, string id)
    {
        command.Parameters.Add(new NpgsqlParameter<string>("store", store));
        command.Parameters.Add(new NpgsqlParameter<string>("id", id));
    }

    private static async Task<List<T>> ReadAsync<T>(
        NpgsqlCommand command,
        Func<RowReader, T> read,
        CancellationToken cancellationToken
    )
    {
        var rows = new List<T>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(read(new RowReader(reader)));
        }

        return rows;
    }
}
