namespace RechargeSync.Platforms;

/// <summary>An order as it goes out: mapped once and written once, so that what is hashed is what is sent.</summary>
public sealed class OutgoingOrder
{
    internal OutgoingOrder(PlatformOrder order, byte[] json, byte[] hash) => (Order, Json, Hash) = (order, json, hash);

    /// <summary>Its fields.</summary>
    public PlatformOrder Order { get; }

    /// <summary>The same as JSON in UTF-8, in the form of docs/platform-api.md. Not to be changed.</summary>
    public byte[] Json { get; }

    /// <summary>
    /// SHA-256 of <see cref="Json"/> without the external customer id; equal hashes: a platform has nothing to learn.
    /// Not to be changed.
    /// </summary>
    public byte[] Hash { get; }

    /// <summary>Writes an order.</summary>
    public static OutgoingOrder Of(PlatformOrder order) => PlatformOrderJson.Write(order);

    /// <summary>Prints nothing personal.</summary>
    public override string ToString() => "[outgoing order]";
}
