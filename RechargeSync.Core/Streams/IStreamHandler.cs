namespace RechargeSync.Core.Streams;

/// <summary>Works on what a stream entry names. Once it returns, the entry is done.</summary>
internal interface IStreamHandler
{
    Task HandleAsync(StreamEntry entry, CancellationToken cancellationToken);
}
