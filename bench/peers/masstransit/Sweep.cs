using Npgsql;
using RabbitMQ.Client;

namespace MassTransitPeer;

/// <summary>Sends the messages of rows again that were committed but never reached the queue.</summary>
internal sealed class Sweep(NpgsqlDataSource database, Announcer announcer, ILogger<Sweep> log) : BackgroundService
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_age = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_ageWhileOthersWait = TimeSpan.FromMinutes(10);

    private const string Stuck = $"""
        UPDATE inbox SET enqueued_at = now() WHERE id IN (
            SELECT id FROM inbox
            WHERE state = 0 AND enqueued_at < now() - $1
                AND NOT EXISTS (
                    SELECT 1 FROM orders WHERE store = '{Settings.Store}' AND orders.order_id = inbox.order_id AND lease_until > now())
            ORDER BY enqueued_at LIMIT 1000 FOR UPDATE SKIP LOCKED)
        RETURNING id, order_id
        """;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_interval);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning("Sweep failed: {Reason}", exception.Message);
            }
        }
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        // Where messages wait, a row's own may be among them; a broker cannot be asked.
        var age = await WaitingAsync(cancellationToken) == 0 ? s_age : s_ageWhileOthersWait;
        var rows = new List<SyncOrder>();
        await using (var stuck = database.CreateCommand(Stuck))
        {
            stuck.Parameters.Add(Database.Value(age));
            await using var reader = await stuck.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                rows.Add(new SyncOrder(reader.GetInt64(0), reader.GetInt64(1)));
            }
        }

        await Task.WhenAll(rows.Select(announcer.AnnounceAsync));
    }

    private async Task<uint> WaitingAsync(CancellationToken cancellationToken)
    {
        var factory = new ConnectionFactory { Uri = Rabbit.Address };
        await using var connection = await factory.CreateConnectionAsync(cancellationToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        return (await channel.QueueDeclarePassiveAsync(SyncOrder.Queue, cancellationToken)).MessageCount;
    }
}
