using Npgsql;

namespace MassTransitPeer;

/// <summary>Stores deliveries, each in a commit of its own.</summary>
internal sealed class Inbox(NpgsqlDataSource database, Announcer announcer) : IInbox
{
    public async Task<Stored> StoreAsync(byte[] body)
    {
        await using var insert = database.CreateCommand();
        var (verdict, row) = await Delivery.Read(body).InsertAsync(insert);
        if (row is not null)
        {
            // Not awaited: the row is committed, and what does not reach the queue is the sweep's. RabbitMQ has no
            // say in the answer.
            _ = announcer.AnnounceAsync(row);
        }

        return new Stored(verdict);
    }
}
