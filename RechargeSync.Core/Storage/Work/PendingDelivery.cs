namespace RechargeSync.Core.Storage;

/// <summary>A delivery as the engine sees it.</summary>
/// <param name="Id">Its row in the inbox.</param>
/// <param name="Topic">For instance <c>order/created</c>.</param>
/// <param name="Body">The raw body.</param>
/// <param name="TraceParent">Trace context of the webhook.</param>
internal sealed record PendingDelivery(long Id, string Topic, byte[] Body, string? TraceParent)
{
    private object? _content;

    /// <summary>When it was accepted.</summary>
    public DateTimeOffset? ReceivedAt { get; init; }

    /// <summary>What the body says, which applying and stepping both need: read once.</summary>
    /// <param name="state">What the reader needs beside the body; the same at every call.</param>
    /// <param name="read">The reader; the same at every call.</param>
    public TContent Read<TState, TContent>(TState state, Func<byte[], TState, TContent> read)
        where TContent : class => (TContent)(_content ??= read(Body, state));

    public override string ToString() => $"{Topic} {Id}";
}
