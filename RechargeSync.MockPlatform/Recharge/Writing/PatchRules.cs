using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using RechargeSync.MockPlatform.Recharge.Access;
using RechargeSync.MockPlatform.Recharge.Records;
using RechargeSync.MockPlatform.Stores;

namespace RechargeSync.MockPlatform.Recharge.Writing;

/// <summary>What a PUT may carry in which version, and the 422 errors for what it may not.</summary>
internal static class PatchRules
{
    private static readonly string[] Statuses =
    [
        "success",
        "queued",
        "error",
        "cancelled",
        "pending",
        "pending_charge_status",
        "refunded",
        "partially_refunded",
        "skipped",
    ];

    public static bool CarriesIds(JsonObject patch) =>
        patch.ContainsKey("external_order_id") || patch.ContainsKey("external_order_number");

    /// <returns>Errors by field; empty when the change is fine.</returns>
    public static JsonObject Check(RecordKind kind, JsonObject patch, RechargeCall call)
    {
        var errors = new JsonObject();
        foreach (var (name, value) in patch)
        {
            if (Check(kind, name, value, call) is { } error)
            {
                errors[name] = error;
            }
        }

        return errors;
    }

    private static JsonNode? Check(RecordKind kind, string name, JsonNode? value, RechargeCall call)
    {
        var ofOrder = kind == RecordKind.Order;
        var january = call.Version == ApiVersion.January2021;
        return name switch
        {
            "external_order_id" => ExternalId(value, january),
            "external_order_number" when ofOrder && (january || call.Store.AcceptsOrderNumber) => ExternalId(
                value,
                january
            ),
            "external_order_name" when ofOrder && !january => ExternalId(value, january),
            "billing_address" or "shipping_address" => Require(value is JsonObject, "Invalid input type."),
            "customer" when ofOrder => Require(value is JsonObject, "Invalid input type."),
            "line_items" when ofOrder => Lines(value),
            "note" or "tags" => Require(IsText(value), "Not a valid string."),
            "note_attributes" when january => Require(value is JsonArray, "Not a valid list."),
            "order_attributes" when !january => Require(value is JsonArray, "Not a valid list."),
            "status" when ofOrder => Require(
                value is not null && Statuses.Contains(Words.Lower(TextOf(value)), StringComparer.Ordinal),
                "Not a valid choice."
            ),
            "scheduled_at" when ofOrder => ScheduledAt(value, call.Store),
            _ => Message("Unknown field."),
        };
    }

    // Flat in 2021-01, wrapped in 2021-11; the other version's form is refused, as a typed schema would.
    private static JsonNode? ExternalId(JsonNode? value, bool january)
    {
        if (january)
        {
            return Require(IsText(value), "Not a valid string.");
        }

        if (value is not JsonObject wrapped)
        {
            return new JsonObject { ["_schema"] = Message("Invalid input type.") };
        }

        var errors = new JsonObject();
        foreach (var (name, inner) in wrapped)
        {
            var error = name is "ecommerce" ? Require(IsText(inner), "Not a valid string.") : Message("Unknown field.");
            if (error is not null)
            {
                errors[name] = error;
            }
        }

        if (wrapped.Count == 0)
        {
            errors["ecommerce"] = Message("Missing data for required field.");
        }

        return errors.Count > 0 ? errors : null;
    }

    private static JsonNode? Lines(JsonNode? value)
    {
        if (value is not JsonArray lines)
        {
            return Message("Not a valid list.");
        }

        var errors = new JsonObject();
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i] is not JsonObject)
            {
                errors[i.ToString(CultureInfo.InvariantCulture)] = Message("Invalid input type.");
            }
        }

        return errors.Count > 0 ? errors : null;
    }

    private static JsonArray? ScheduledAt(JsonNode? value, Store store) =>
        Require(
            store.Time.Parse(TextOf(value)) is not null,
            $"Invalid date: {TextOf(value)}. Must be a valid ISO-8601 datetime string"
        );

    private static bool IsText(JsonNode? value) => value is null || value.GetValueKind() == JsonValueKind.String;

    private static string? TextOf(JsonNode? value) =>
        value?.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    private static JsonArray? Require(bool holds, string message) => holds ? null : Message(message);

    private static JsonArray Message(string message) => [message];
}
