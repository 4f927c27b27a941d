using Npgsql;
using Wolverine.RDBMS;
using Wolverine.Runtime;

namespace WolverinePeer;

/// <summary>Stores deliveries, each with its message in one commit.</summary>
internal sealed class Inbox(NpgsqlDataSource database, IWolverineRuntime runtime) : IInbox
{
    public async Task<Stored> StoreAsync(byte[] body)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var insert = connection.CreateCommand();
        var (verdict, row) = await Delivery.Read(body).InsertAsync(insert);
        if (row is null)
        {
            await transaction.CommitAsync();
            return new Stored(verdict);
        }

        var messages = new MessageContext(runtime);
        await messages.EnlistInOutboxAsync(
            new DatabaseEnvelopeTransaction((IMessageDatabase)runtime.Storage, transaction)
        );
        await messages.SendAsync(row);
        await transaction.CommitAsync();

        // Into the queue once the webhook is answered: the message is committed with the row, and Wolverine's agent
        // sends what this process does not. The connection's next webhook waits for it, or the outbox would grow
        // without end.
        return new Stored(verdict, messages.FlushOutgoingMessagesAsync);
    }
}
