namespace RechargeSync.Platforms.Conformance;

/// <summary>An order as the platform itself shows it.</summary>
/// <param name="Ids">Its ids.</param>
/// <param name="Order">
/// What it holds, in the contract's terms. What the platform has no room for is not mentioned, or null in a line.
/// </param>
public sealed record PlacedOrder(PlatformIds Ids, PlatformOrder Order)
{
    /// <summary>Whether it is finished: neither a draft nor unpaid.</summary>
    public required bool IsFinal { get; init; }

    /// <summary>Whether it was cancelled.</summary>
    public bool IsCancelled { get; init; }

    /// <summary>What was noted as given back so far; null where nothing is.</summary>
    public decimal? Refunded { get; init; }

    /// <summary>
    /// Members that the platform cannot hold although they are there in <see cref="Order"/>, such as
    /// <c>lines.properties</c>.
    /// </summary>
    public IReadOnlySet<string> Unheld { get; init; } = new HashSet<string>(StringComparer.Ordinal);
}

/// <summary>What is in the platform's own database; null for what it does not keep.</summary>
/// <param name="Orders">Orders and drafts of the reference.</param>
/// <param name="Payments">Successful payments of these.</param>
/// <param name="Paid">What the payments come to, in major units.</param>
/// <param name="AllocatedUnits">Units that were taken out of the stock for these, or put aside.</param>
/// <param name="Customers">Customers of the e-mail address.</param>
public sealed record PlatformCounts(
    long Orders,
    long? Payments = null,
    decimal? Paid = null,
    long? AllocatedUnits = null,
    long? Customers = null
);
