namespace RechargeSync.Core.Work;

/// <summary>An inbox row as the state machine sees it.</summary>
internal sealed record PendingDelivery(long InboxId, string Topic, byte[] Body, string? TraceParent)
{
    private object? _content;

    /// <summary>What the body says, which applying it and acting on it both need: read at the first call.</summary>
    /// <param name="argument">Handed to <paramref name="read"/>; the same at every call.</param>
    /// <param name="read">Reads the body; the same at every call.</param>
    public TContent Content<TContent, TArgument>(TArgument argument, Func<byte[], TArgument, TContent> read)
        where TContent : class => (TContent)(_content ??= read(Body, argument));

    public override string ToString() => $"{Topic} {InboxId}";
}
