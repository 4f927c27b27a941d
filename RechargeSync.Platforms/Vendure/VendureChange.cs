using System.Text.Json;
using System.Text.Json.Nodes;

namespace RechargeSync.Platforms.Vendure;

/// <summary>The call that brings a paid order up to date by Vendure's own mutations. Pure.</summary>
internal static class VendureChange
{
    /// <summary>What each step answers of the order.</summary>
    private const string Answer = "{ id totalWithTax currencyCode }";

    /// <summary>The call.</summary>
    /// <param name="order">What it is to be.</param>
    /// <param name="standing">What it is.</param>
    /// <param name="addresses">The addresses that differ.</param>
    /// <param name="customer">Its new customer's id; null where that stays.</param>
    public static VendureCall Of(
        PlatformOrder order,
        VendureStanding standing,
        IReadOnlyList<(string Name, JsonObject? Address)> addresses,
        string? customer
    )
    {
        var steps = new VendureDraft.Steps(standing.Found.Id);
        steps.Add(
            "fields",
            $"setOrderCustomFields(input: $fields) {Answer}",
            "UpdateOrderInput!",
            new JsonObject
            {
                ["id"] = standing.Found.Id,
                ["customFields"] = VendureFields.OfChange(order, standing.Data),
            }
        );
        if (customer is not null)
        {
            steps.Add(
                "customer",
                $"setOrderCustomer(input: {{ orderId: $id, customerId: $customer }}) {Answer}",
                "ID!",
                customer
            );
        }

        foreach (var (name, address) in addresses)
        {
            var kind = char.ToUpperInvariant(name[0]) + name[1..];
            if (address is null)
            {
                steps.Add(name, $"unsetDraftOrder{kind}(orderId: $id) {Answer}");
            }
            else
            {
                steps.Add(
                    name,
                    $"setDraftOrder{kind}(orderId: $id, input: ${name}) {Answer}",
                    "CreateAddressInput!",
                    address
                );
            }
        }

        return steps.Call(standing.Found.Currency);
    }

    /// <summary>How a step has priced the order anew, in words; null where none has.</summary>
    public static string? Repriced(JsonElement data, VendureStanding standing)
    {
        var found = standing.Found;
        foreach (var step in data.EnumerateObject())
        {
            var (total, currency) = (step.Value.WholeAt("totalWithTax"), step.Value.TextAt("currencyCode"));
            if (total is not null && (total != found.Total || currency != found.Currency))
            {
                return $"the update has made {total} {currency} of {found.Total} {found.Currency}, in the shop's unit: "
                    + "correct the order in the shop";
            }
        }

        return null;
    }
}
