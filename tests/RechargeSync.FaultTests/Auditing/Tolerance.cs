namespace RechargeSync.FaultTests.Auditing;

/// <summary>
/// What a scenario's own fault makes legitimate; everything is strict unless named here with its reason.
/// </summary>
internal sealed record Tolerance
{
    public static readonly Tolerance None = new();

    /// <summary>For a Postgres that refuses, again and again, to store what was done.</summary>
    public static readonly Tolerance LostResults = new()
    {
        SharedChargeWrites =
            "A write whose result could not be stored is in doubt, and made again where the other's id is found.",
    };

    /// <summary>A create may reach the platform twice for one reference; never to make a second order.</summary>
    public string? RepeatedCreates { get; init; }

    /// <summary>Ids may be written to one Recharge order twice; always the same ones.</summary>
    public string? RepeatedWrites { get; init; }

    /// <summary>
    /// The platform may be told of what it knows, and a charge that was written may not be known as written: what was
    /// done before is forgotten.
    /// </summary>
    public string? Forgotten { get; init; }

    /// <summary>
    /// A charge that several orders share may be written more than twice for each of them, once in each of their
    /// leases; always with one of their ids.
    /// </summary>
    public string? SharedChargeWrites { get; init; }
}
