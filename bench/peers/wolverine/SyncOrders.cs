using JasperFx.Core;
using Wolverine;

namespace WolverinePeer;

internal sealed class SyncOrders(OrderSync sync, OrderTable table) : ISyncOrders
{
    /// <summary>Before each retry. The message waits in the database and holds no slot.</summary>
    public static readonly TimeSpan[] Pauses =
    [
        2.Seconds(),
        4.Seconds(),
        8.Seconds(),
        16.Seconds(),
        30.Seconds(),
        30.Seconds(),
        30.Seconds(),
        30.Seconds(),
    ];

    public async Task RunAsync(SyncOrder message, Envelope envelope, CancellationToken cancellationToken)
    {
        try
        {
            await sync.RunAsync(message, envelope.Id.ToString(), cancellationToken);
        }
        catch (Exception exception) when (exception is RefusedException || envelope.Attempts > Pauses.Length)
        {
            await table.FinishAsync(message, RowState.Dead, exception.Message, CancellationToken.None);
            throw;
        }
    }
}
