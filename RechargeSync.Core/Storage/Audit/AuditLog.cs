using NpgsqlTypes;
using RechargeSync.Core.Storage.Sql;

namespace RechargeSync.Core.Storage;

/// <summary>What an operator does: who, what, and why.</summary>
/// <param name="Actor">Who.</param>
/// <param name="Action">What, as a word.</param>
/// <param name="Note">Why.</param>
/// <param name="Reason">Why the row is as it is; null where the statement finds that out by itself.</param>
internal sealed record OperatorAction(string Actor, string Action, string? Note, string? Reason = null);

/// <summary>
/// Table <c>audit_log</c>: every action is recorded by the statement that does it, or where it changes nothing, by the
/// transaction.
/// </summary>
internal static class AuditLog
{
    /// <summary>
    /// The end of such a statement: one entry for each row of its CTE <c>changed</c>, which has the columns
    /// <c>store</c>, <c>resource_key</c> and <c>reason</c>.
    /// </summary>
    public const string Record = """
        INSERT INTO audit_log (actor, action, store, resource_key, reason, note)
        SELECT @actor, @action, store, resource_key, reason, @note FROM changed
        """;

    /// <summary>Deletes the oldest that have had their time; reads no more than it may delete.</summary>
    public const string DeleteOld = """
        DELETE FROM audit_log WHERE id IN (
            SELECT id FROM (SELECT id, recorded_at FROM audit_log ORDER BY id LIMIT @limit) AS oldest
            WHERE recorded_at < now() - @age)
        """;

    /// <summary>Records an action that changes no row, in the transaction that is open.</summary>
    public static Task RecordAsync(
        this SyncDbContext context,
        string store,
        string resource,
        OperatorAction action,
        CancellationToken cancellationToken
    )
    {
        context.AuditLog.Add(
            new AuditEntryRow
            {
                Actor = action.Actor,
                Action = action.Action,
                Store = store,
                ResourceKey = resource,
                Reason = action.Reason,
                Note = action.Note,
            }
        );
        return context.SaveChangesAsync(cancellationToken);
    }

    /// <summary>The parameters of <see cref="Record"/>.</summary>
    public static void Describe(this ParameterList parameters, OperatorAction action)
    {
        parameters.Add("actor", action.Actor);
        parameters.Add("action", action.Action);
        parameters.Optional("note", NpgsqlDbType.Text, action.Note);
    }
}
