using System.Text.Json;
using System.Text.Json.Nodes;
using RechargeSync.Platforms.Calls;

namespace RechargeSync.Platforms.Vendure;

/// <summary>A variant that is for sale.</summary>
internal sealed record VendureVariant(string Id, string? Sku)
{
    /// <summary>
    /// Reads variants that were asked for <c>id sku enabled product { enabled }</c>; those not for sale are none.
    /// </summary>
    public static IReadOnlyList<VendureVariant> ReadEach(IReadOnlyList<JsonElement> items) =>
        [
            .. items
                .Where(item => item.IsTrueAt("enabled") && item.IsTrueAt("product", "enabled"))
                .Select(item => new VendureVariant(item.TextAt("id") ?? "", item.TextAt("sku"))),
        ];
}

/// <summary>
/// Finds the variants of lines: by the id that Recharge has, which is Vendure's own, else by the SKU, which Vendure
/// lets several variants have. Pure.
/// </summary>
internal static class VendureCatalogue
{
    /// <summary>
    /// What asks for all of them, a <c>ProductVariantFilterParameter</c>; null where no line names any.
    /// </summary>
    public static JsonObject? Filter(IReadOnlyList<PlatformLine> lines, VendureShop shop)
    {
        var either = new JsonArray();
        Add("id", lines.Select(line => line.VariantId).Where(id => id is not null && shop.IsId(id)));
        Add("sku", lines.Select(line => line.Sku).Where(sku => !string.IsNullOrEmpty(sku)));
        return either.Count == 0 ? null : new JsonObject { ["_or"] = either };

        void Add(string member, IEnumerable<string?> values)
        {
            var list = new JsonArray([.. values.Distinct(StringComparer.Ordinal).Select(value => (JsonNode?)value)]);
            if (list.Count > 0)
            {
                either.Add((JsonNode)new JsonObject { [member] = new JsonObject { ["in"] = list } });
            }
        }
    }

    /// <summary>Each line's variant, or why there is none.</summary>
    public static (IReadOnlyList<string> Ids, CallFailure? Refusal) Choose(
        IReadOnlyList<PlatformLine> lines,
        IReadOnlyList<VendureVariant> found
    )
    {
        var ids = new List<string>(lines.Count);
        foreach (var line in lines)
        {
            var byId = found.Where(variant => variant.Id == line.VariantId).ToList();
            var candidates = byId.Count > 0 ? byId : [.. found.Where(variant => IsOf(variant, line))];
            if (candidates is not [var one])
            {
                return (
                    [],
                    VendureRefusal.Of(
                        PlatformReason.UnknownVariant,
                        candidates.Count == 0
                            ? $"no enabled variant has the id '{line.VariantId}' or the SKU '{line.Sku}'"
                            : $"{candidates.Count} enabled variants have the SKU '{line.Sku}'"
                    )
                );
            }

            ids.Add(one.Id);
        }

        return (ids, null);
    }

    private static bool IsOf(VendureVariant variant, PlatformLine line) =>
        !string.IsNullOrEmpty(line.Sku) && variant.Sku == line.Sku;
}
