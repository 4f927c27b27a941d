using Npgsql;
using RechargeSync.Core.Storage.Sql;

namespace RechargeSync.Core.Storage;

/// <summary>Table <c>late_writes</c>.</summary>
internal sealed class LateWriteTable(NpgsqlDataSource database)
{
    private const string Note = """
        INSERT INTO late_writes (store, order_id, step, noted_at) VALUES (@store, @order, @step, now())
        ON CONFLICT DO NOTHING
        """;

    // Where nobody has the lease: a holder would write over it, and know nothing of it. A few at a time, by their keys.
    private static readonly string s_undo = $"""
        WITH noted AS (SELECT store, order_id, step FROM late_writes ORDER BY noted_at LIMIT 100),
        undone AS (
            UPDATE orders SET
                pushed_hash = CASE WHEN noted.step = {WorkStep.UpdatePlatform.Sql()} THEN NULL ELSE pushed_hash END,
                platform_standing = CASE WHEN noted.step = {WorkStep.RefundOnPlatform.Sql()}
                    THEN NULL ELSE platform_standing END,
                {WorkChanges.Hasten}
            FROM noted
            WHERE orders.store = noted.store AND orders.order_id = noted.order_id
                AND (lease_owner IS NULL OR due_at <= now())
            RETURNING noted.store, noted.order_id, noted.step)
        DELETE FROM late_writes USING undone
        WHERE late_writes.store = undone.store AND late_writes.order_id = undone.order_id
            AND late_writes.step = undone.step
        """;

    /// <summary>Notes that a write of ours came late, or may have.</summary>
    public async Task NoteAsync(string store, long orderId, WorkStep step, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Note);
        var parameters = new ParameterList(command.Parameters);
        parameters.Add("store", store);
        parameters.Add("order", orderId);
        parameters.Add("step", (short)step);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>
    /// Has what was written late written once more, of orders that nobody works on now; returns of how many.
    /// </summary>
    public async Task<int> UndoAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(s_undo);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
