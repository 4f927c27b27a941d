using System.Globalization;
using System.Text.Json;

namespace RechargeSync.Platforms.Vendure;

/// <summary>The promotions that apply by themselves, and would price an order anew. Pure.</summary>
internal static class VendurePromotions
{
    /// <summary>The condition of the promotion that carries the discounts given elsewhere.</summary>
    private const string OwnCondition = "external-order";

    /// <summary>Names of those that run at a time.</summary>
    /// <param name="data">
    /// Promotions that were asked for <c>name couponCode startsAt endsAt conditions { code }</c>.
    /// </param>
    /// <param name="now">The time.</param>
    public static IReadOnlyList<string> Running(JsonElement data, DateTimeOffset now) =>
        [
            .. data.EachAt("promotions", "items")
                .Where(promotion =>
                    string.IsNullOrEmpty(promotion.TextAt("couponCode"))
                    && !promotion.EachAt("conditions").Any(condition => condition.TextAt("code") == OwnCondition)
                    && (Time(promotion.TextAt("startsAt")) is not { } start || start <= now)
                    && (Time(promotion.TextAt("endsAt")) is not { } end || end > now)
                )
                .Select(promotion => promotion.TextAt("name") ?? ""),
        ];

    private static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : null;
}
