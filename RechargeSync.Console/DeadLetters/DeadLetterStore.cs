using Npgsql;
using NpgsqlTypes;
using RechargeSync.Console.Client;
using RechargeSync.Console.Listing;
using RechargeSync.Console.Payloads;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Storage.Sql;

namespace RechargeSync.Console.DeadLetters;

/// <summary>Reads dead letters with what was tried and done about them.</summary>
internal sealed class DeadLetterStore(NpgsqlDataSource database)
{
    // No store's name holds it.
    private const char CursorMark = ':';

    private const string Columns = "id, store, reason, attempts, finished_at, trace_parent";

    private const string Attempts = """
        SELECT failed_at, step, reason, status, detail, request_id, trace_parent FROM failed_attempts
        WHERE store = @store AND resource_key = @id ORDER BY id DESC LIMIT 50
        """;

    private const string Actions = """
        SELECT recorded_at, actor, action, note FROM audit_log
        WHERE store = @store AND resource_key = @id ORDER BY id DESC LIMIT 50
        """;

    /// <summary>Lists dead letters in the order of store and id.</summary>
    public async Task<ListPage<DeadLetter>> ListAsync(
        DeadLetterQuery query,
        int limit,
        CancellationToken cancellationToken
    )
    {
        await using var command = database.CreateCommand(
            $"""
            SELECT {Columns} FROM ({DeadLetterTable.All}) AS letters
            WHERE (@store::text IS NULL OR store = @store) AND (@kind::text IS NULL OR starts_with(id, @kind || '/'))
                AND (@reason::text IS NULL OR reason = @reason) AND (@after::text IS NULL OR (store, id) > (@in, @after))
            ORDER BY store, id LIMIT @limit
            """
        );
        var values = command.Values();
        values.Optional("store", NpgsqlDbType.Text, query.Store);
        values.Optional("kind", NpgsqlDbType.Text, query.Kind);
        values.Optional("reason", NpgsqlDbType.Text, query.Reason);
        var place = query.Cursor?.Split(CursorMark, 2);
        values.Optional("in", NpgsqlDbType.Text, place?[0]);
        values.Optional("after", NpgsqlDbType.Text, place?[^1]);
        values.Add("limit", limit + 1);
        var found = await command.ReadAsync(DeadLetter, cancellationToken);
        return found.Count > limit
            ? new ListPage<DeadLetter>(found[..limit], $"{found[limit - 1].Store}{CursorMark}{found[limit - 1].Id}")
            : new ListPage<DeadLetter>(found, null);
    }

    /// <summary>One dead letter with its failed attempts and the actions of operators; null where there is none.</summary>
    public async Task<DeadLetterDetail?> FindAsync(string store, string id, CancellationToken cancellationToken)
    {
        await using var find = Command(
            $"SELECT {Columns} FROM ({DeadLetterTable.All}) AS letters WHERE store = @store AND id = @id",
            store,
            id
        );
        if (await find.ReadAsync(DeadLetter, cancellationToken) is not [var deadLetter])
        {
            return null;
        }

        await using var attempts = Command(Attempts, store, id);
        await using var actions = Command(Actions, store, id);
        return new DeadLetterDetail(
            deadLetter,
            await attempts.ReadAsync(Attempt, cancellationToken),
            await actions.ReadAsync(Action, cancellationToken)
        );
    }

    /// <summary>How many dead letters an action would reach.</summary>
    public async Task<int> CountAsync(DeadLetterChoice choice, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            $"""
            WITH letters AS ({DeadLetterTable.All})
            SELECT count(*)::integer FROM letters WHERE {DeadLetterTable.IsChosen}
            """
        );
        DeadLetterTable.Describe(command.Values(), choice);
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private NpgsqlCommand Command(string sql, string store, string id)
    {
        var command = database.CreateCommand(sql);
        command.Values().Add("store", store);
        command.Values().Add("id", id);
        return command;
    }

    private static DeadLetter DeadLetter(RowReader row) =>
        new(
            row.Value<string>(),
            row.Value<string>(),
            row.Optional<string>(),
            row.Value<int>(),
            row.OptionalValue<DateTimeOffset>(),
            row.Optional<string>()
        );

    private static FailedAttempt Attempt(RowReader row) =>
        new()
        {
            At = row.Value<DateTimeOffset>(),
            Step = ApiNames.Of((WorkStep)row.Value<short>()),
            Reason = row.Value<string>(),
            Status = row.OptionalValue<int>(),
            Detail = PersonalDataMask.MaskText(row.Optional<string>()),
            RequestId = row.Optional<string>(),
            TraceParent = row.Optional<string>(),
        };

    private static DeadLetterAction Action(RowReader row) =>
        new(row.Value<DateTimeOffset>(), row.Value<string>(), row.Value<string>(), row.Optional<string>());
}
