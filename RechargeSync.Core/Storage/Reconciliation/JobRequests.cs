using Npgsql;
using NpgsqlTypes;
using RechargeSync.Core.Storage.Sql;

namespace RechargeSync.Core.Storage;

/// <summary>What an operator asks of the table <c>reconciliation_jobs</c>; every request is recorded.</summary>
internal sealed class JobRequests(NpgsqlDataSource database) : IDatedTable
{
    // A run under way goes on, and the next one begins at once behind it, from as far back as was asked.
    private static readonly string s_askForRun = AskFor(
        """
        backfill_from = CASE WHEN @since::timestamptz IS NULL AND lease_owner IS NULL THEN backfill_from
            ELSE LEAST(backfill_from, coalesce(@since, covered_to, now())) END
        """
    );

    private static readonly string s_askForDryRun = AskFor(
        "dry_run_from = LEAST(dry_run_from, coalesce(@since, covered_to, now()))"
    );

    private static readonly string s_askForSubscriptions = $"""
        WITH changed AS (
            UPDATE reconciliation_jobs SET due_at = CASE WHEN lease_owner IS NULL THEN now() ELSE due_at END
            WHERE store = @store AND job = {ReconciliationJob.Monitor.Sql()}
            RETURNING store, 'store' AS resource_key, NULL::text AS reason)
        {AuditLog.Record}
        """;

    private const string Forget =
        $"UPDATE reconciliation_jobs SET due_at = now(), covered_to = NULL WHERE covered_to > {Future.Begin}";

    /// <summary>Asks for a run.</summary>
    /// <param name="store">Of this store.</param>
    /// <param name="since">From this time on; null for what is not covered yet.</param>
    /// <param name="isDryRun">True where it only tells what it would mend.</param>
    /// <param name="resource">What the record names.</param>
    /// <param name="action">Who asks, and why.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>False where the store is not reconciled; else the newest run, which there may not be yet.</returns>
    public async Task<(bool IsAsked, long? Newest)> AskForRunAsync(
        string store,
        DateTimeOffset? since,
        bool isDryRun,
        string resource,
        OperatorAction action,
        CancellationToken cancellationToken
    )
    {
        await using var command = database.CreateCommand(isDryRun ? s_askForDryRun : s_askForRun);
        var parameters = new ParameterList(command.Parameters);
        parameters.Add("store", store);
        parameters.Optional("since", NpgsqlDbType.TimestampTz, since?.ToUniversalTime());
        parameters.Add("resource", resource);
        parameters.Describe(action);
        return await command.ExecuteScalarAsync(cancellationToken) is { } newest
            ? (true, newest as long?)
            : (false, null);
    }

    /// <summary>Asks for a check of the subscriptions; false where they are not monitored.</summary>
    public async Task<bool> AskForSubscriptionsAsync(
        string store,
        OperatorAction action,
        CancellationToken cancellationToken
    )
    {
        await using var command = database.CreateCommand(s_askForSubscriptions);
        var parameters = new ParameterList(command.Parameters);
        parameters.Add("store", store);
        parameters.Describe(action);
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    public async Task<int> ForgetFutureAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Forget);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static string AskFor(string change) =>
        $"""
            WITH changed AS (
                UPDATE reconciliation_jobs SET due_at = CASE WHEN lease_owner IS NULL THEN now() ELSE due_at END,
                    {change}
                WHERE store = @store AND job = {ReconciliationJob.Run.Sql()}
                RETURNING store, @resource AS resource_key, NULL::text AS reason),
            recorded AS ({AuditLog.Record} RETURNING store)
            SELECT (
                SELECT id FROM reconciliation_runs WHERE store = recorded.store ORDER BY started_at DESC LIMIT 1) AS newest
            FROM recorded
            """;
}
