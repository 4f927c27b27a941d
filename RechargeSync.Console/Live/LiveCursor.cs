namespace RechargeSync.Console.Live;

/// <summary>
/// How far a tail has come. Rows are committed out of their order, so a stretch behind each id is read again, and what
/// was told is remembered.
/// </summary>
internal sealed class LiveCursor(long inbox, long failures, long actions, DateTimeOffset changed)
{
    private const int Remembered = 5000;

    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    public long Inbox { get; set; } = inbox;

    public long Failures { get; set; } = failures;

    public long Actions { get; set; } = actions;

    /// <summary>The newest entry of the record of rejected deliveries; null until it was read.</summary>
    public string? Rejected { get; set; }

    public DateTimeOffset Changed { get; set; } = changed;

    /// <summary>Whether this was not told yet; it is from now on.</summary>
    public bool IsNew(string id)
    {
        if (!_told.Add(id))
        {
            return false;
        }

        _order.Enqueue(id);
        if (_order.Count > Remembered)
        {
            _told.Remove(_order.Dequeue());
        }

        return true;
    }
}
