using RechargeSync.MockPlatform.Recharge;
using RechargeSync.MockPlatform.Stores;

namespace RechargeSync.MockPlatform.Control;

/// <summary>Checks a purchase before it is played.</summary>
internal static class CheckoutRules
{
    private const int MostShipments = 60;
    private const int MostItems = 100;

    /// <returns>What is wrong, by field; empty when all is well.</returns>
    public static Dictionary<string, string[]> Check(CheckoutRequest request, StoreDirectory stores)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        Require(request.Kind is "standard" or "prepaid", "kind", "Must be standard or prepaid.");
        Require(
            request.Kind is not "prepaid" || request.Shipments is >= 1 and <= MostShipments,
            "shipments",
            $"Must be from 1 to {MostShipments}."
        );
        Require(request.Items.Count is >= 1 and <= MostItems, "items", $"From 1 to {MostItems} are required.");
        Require(request.Items.All(i => !string.IsNullOrWhiteSpace(i.Sku)), "items.sku", "Each item needs one.");
        Require(request.Items.All(i => i.Quantity > 0), "items.quantity", "Must be above zero.");
        Require(request.Items.All(i => i.Price is null or >= 0), "items.price", "Must not be negative.");
        Require(
            request.ApiVersion is null || ApiVersions.TryParse(request.ApiVersion, out _),
            "apiVersion",
            "Must be 2021-01 or 2021-11."
        );
        Require(
            stores.ByName(request.Store) is not null,
            "store",
            $"Unknown; there are: {string.Join(", ", stores.All.Select(s => s.Name))}."
        );
        Require(
            request.Status is "success" || request is { Status: "queued", Kind: "standard" },
            "status",
            "Must be success, or queued for a standard order."
        );
        Require(request.ScheduledInDays is >= 1 and <= 3660, "scheduledInDays", "Must be from 1 to 3660.");
        return errors;

        void Require(bool holds, string field, string message)
        {
            if (!holds)
            {
                errors[field] = [message];
            }
        }
    }
}
