namespace Peer;

/// <summary>Id and number of a platform order; where it has one of them only, both are that.</summary>
internal sealed record OrderIds(string Id, string Number)
{
    public static OrderIds? Of(PlatformIds? order) =>
        string.IsNullOrEmpty(order?.Id)
            ? null
            : new OrderIds(order.Id, string.IsNullOrEmpty(order.Number) ? order.Id : order.Number);
}
