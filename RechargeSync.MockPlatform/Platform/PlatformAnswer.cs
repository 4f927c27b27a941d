using System.Text.Json;
using RechargeSync.MockPlatform.Recharge;
using RechargeSync.MockPlatform.Recharge.Access;

namespace RechargeSync.MockPlatform.Platform;

/// <summary>What the platform answers about an order.</summary>
internal static class PlatformAnswer
{
    public static RawJson Of(int status, PlatformOrder order) =>
        new(status, JsonBytes.Write(writer => Write(writer, order)));

    /// <summary>The order with all that is known of it.</summary>
    public static RawJson Whole(PlatformOrder order) =>
        new(
            StatusCodes.Status200OK,
            JsonBytes.Write(writer =>
            {
                writer.WriteStartObject();
                WriteNames(writer, order);
                writer.WriteNumber("updates", order.Updates);
                WriteTime(writer, "cancelledAt", order.CancelledAt);
                writer.WriteString("cancelReason", order.CancelReason);
                writer.WriteString("refunded", Amounts.Text(order.Refunded));
                WriteTime(writer, "fulfilledAt", order.FulfilledAt);
                writer.WritePropertyName("order");
                WriteBody(writer, order);
                writer.WriteEndObject();
            })
        );

    /// <summary>What became of a call about the order's fate.</summary>
    public static IResult Of(string id, FateResult? result) =>
        result switch
        {
            null => Unknown(id),
            FateResult.Done done => Outcome(done.Order, "done"),
            FateResult.Already already => Outcome(already.Order, "already"),
            FateResult.NotPossible refused => PlatformProblems.NotPossible(refused.Why),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    public static IResult Unknown(string id) =>
        PlatformProblems.Of(StatusCodes.Status404NotFound, "There is no such order.", $"No order has the id {id}.");

    public static void Write(Utf8JsonWriter writer, PlatformOrder order)
    {
        writer.WriteStartObject();
        WriteNames(writer, order);
        writer.WriteEndObject();
    }

    private static RawJson Outcome(PlatformOrder order, string outcome) =>
        new(
            StatusCodes.Status200OK,
            JsonBytes.Write(writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("id", order.Id);
                writer.WriteString("number", order.Number);
                writer.WriteString("status", order.Status);
                writer.WriteString("outcome", outcome);
                writer.WriteEndObject();
            })
        );

    private static void WriteNames(Utf8JsonWriter writer, PlatformOrder order)
    {
        writer.WriteString("id", order.Id);
        writer.WriteString("number", order.Number);
        writer.WriteString("reference", order.Reference);
        writer.WriteString("createdAt", StoreTime.FormatUtc(order.CreatedAt));
    }

    private static void WriteTime(Utf8JsonWriter writer, string name, DateTimeOffset? time) =>
        writer.WriteString(name, time is { } at ? StoreTime.FormatUtc(at) : null);

    // The members as last told, but for the status: cancellations and refunds have calls of their own.
    private static void WriteBody(Utf8JsonWriter writer, PlatformOrder order)
    {
        using var body = JsonDocument.Parse(order.Body);
        writer.WriteStartObject();
        foreach (var member in body.RootElement.EnumerateObject().Where(m => !m.NameEquals("status")))
        {
            member.WriteTo(writer);
        }

        writer.WriteString("status", order.Status);
        writer.WriteEndObject();
    }
}
