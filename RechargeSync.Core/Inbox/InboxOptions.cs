namespace RechargeSync.Core.Inbox;

/// <summary>Durable acceptance: configuration section <c>Inbox</c>.</summary>
public sealed class InboxOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Inbox";

    /// <summary>Largest accepted body in bytes; above it the answer is 413. Default 1 MiB.</summary>
    public int MaxBodyBytes { get; set; } = 1024 * 1024;

    /// <summary>
    /// Memory for bodies above 64 KiB that are being read, in bytes; past it they are answered 503. Default 32 MiB.
    /// </summary>
    public long MaxBufferedBytes { get; set; } = 32 * 1024 * 1024;

    /// <summary>Most deliveries in one commit. Default 256.</summary>
    public int MaxBatch { get; set; } = 256;

    /// <summary>
    /// Most commits on their way at once; a further one begins only once as many deliveries wait as the last one held,
    /// and eight at least. Default 2.
    /// </summary>
    public int Writers { get; set; } = 2;

    /// <summary>
    /// Time for storing a delivery; past it the answer is 503 and Recharge delivers again. Default 1.5 seconds.
    /// </summary>
    public TimeSpan StoreTimeout { get; set; } = TimeSpan.FromSeconds(1.5);

    /// <summary>
    /// How long a delivery may make no progress before its stream entry is added again. Default 15 seconds.
    /// </summary>
    public TimeSpan SweepAfter { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Time between two looks of the sweeper. Default 5 seconds.</summary>
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Sweeps after which a delivery without progress is given up as dead. Default 240, about an hour.
    /// </summary>
    public int MaxSweeps { get; set; } = 240;
}
