using MassTransit;

namespace MassTransitPeer;

/// <summary>
/// Works on a message; after its last try the row says why it failed, and the message rests in the error queue.
/// </summary>
internal sealed class SyncOrderConsumer(OrderSync sync, OrderTable table) : IConsumer<SyncOrder>
{
    public const int Retries = 8;

    public async Task Consume(ConsumeContext<SyncOrder> context)
    {
        try
        {
            await sync.RunAsync(context.Message, context.MessageId.ToString()!, context.CancellationToken);
        }
        catch (Exception exception) when (exception is RefusedException || context.GetRetryAttempt() >= Retries)
        {
            await table.FinishAsync(context.Message, RowState.Dead, exception.Message, CancellationToken.None);
            throw;
        }
    }
}
