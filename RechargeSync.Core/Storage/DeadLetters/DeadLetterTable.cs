using Npgsql;
using RechargeSync.Core.Storage.Sql;

namespace RechargeSync.Core.Storage;

/// <summary>
/// Dead letters of four tables, and what an operator does with those that are named. Every action is recorded. All that
/// have a reason or are of a kind are a <see cref="BulkJobRow"/>'s.
/// </summary>
internal sealed class DeadLetterTable(NpgsqlDataSource database)
{
    private static readonly string s_count = $"""
        SELECT {string.Join(
            " + ",
            ActSource.DeadLetters.Select(source => $"(SELECT count(*) FROM ({Named(source)}) AS named)")
        )}
        """;

    private static readonly string s_revive = Change(
        source => source.Revive(ActSource.Now),
        source => source.MayRevive
    );

    private static readonly string s_discard = Change(source => source.Discard, _ => "true");

    /// <summary>How many of the named ones are dead letters of the store.</summary>
    /// <param name="store">The store's name.</param>
    /// <param name="ids">As a resource's key or <c>delivery/{inbox id}</c>.</param>
    /// <param name="cancellationToken">Ends the statement.</param>
    public async Task<int> CountAsync(string store, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(s_count);
        Describe(new ParameterList(command.Parameters), store, ids);
        return (int)(long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Gives the named ones another chance at once; returns how many.</summary>
    public Task<int> ReviveAsync(
        string store,
        IReadOnlyList<string> ids,
        OperatorAction action,
        CancellationToken cancellationToken
    ) => ChangeAsync(s_revive, store, ids, action, cancellationToken);

    /// <summary>Discards the named ones; returns how many.</summary>
    public Task<int> DiscardAsync(
        string store,
        IReadOnlyList<string> ids,
        OperatorAction action,
        CancellationToken cancellationToken
    ) => ChangeAsync(s_discard, store, ids, action, cancellationToken);

    private async Task<int> ChangeAsync(
        string sql,
        string store,
        IReadOnlyList<string> ids,
        OperatorAction action,
        CancellationToken cancellationToken
    )
    {
        await using var command = database.CreateCommand(sql);
        var parameters = new ParameterList(command.Parameters);
        Describe(parameters, store, ids);
        parameters.Describe(action);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static string Change(Func<ActSource, string> set, Func<ActSource, string> condition)
    {
        var changes = ActSource.DeadLetters.Select(source =>
            $"""
                {source.Table}_chosen AS ({Named(source)}),
                {source.Table}_changed AS ({source.Change(source.Table + "_chosen", set(source), condition(source))})
                """
        );
        var changed = ActSource.DeadLetters.Select(source => $"SELECT * FROM {source.Table}_changed");
        return $"""
            WITH {string.Join(",\n", changes)},
            changed AS ({string.Join(" UNION ALL ", changed)})
            {AuditLog.Record}
            """;
    }

    // Row by row, by their keys: a LIMIT keeps the planner from beginning with everything that is dead.
    private static string Named(ActSource source) =>
        $"""
            SELECT named.key, found.reason, found.state
            FROM (SELECT DISTINCT unnest(@{source.Table}) AS key) AS named, LATERAL (
                SELECT reason, state FROM {source.Table}
                WHERE store = @store AND {source.Key} = named.key AND {source.IsOpen} LIMIT 1) AS found
            """;

    private static void Describe(ParameterList parameters, string store, IReadOnlyList<string> ids)
    {
        parameters.Add("store", store);
        foreach (var source in ActSource.DeadLetters)
        {
            parameters.Add(source.Keys(source.Table, ids));
        }
    }
}
