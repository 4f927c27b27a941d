using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Storage;

namespace RechargeSync.Testing;

/// <summary>An order's payload: a sample, changed member by member.</summary>
internal sealed class OrderBuilder(string sample = Sample.Order202111)
{
    public static readonly TimeZoneInfo NewYork = OrderDocument.Zone;

    private readonly JsonNode _body = Sample.Json(sample);

    public long Id => _body["order"]!["id"]!.GetValue<long>();

    private JsonObject Order => _body["order"]!.AsObject();

    /// <summary>Sets a member of the order to a JSON value.</summary>
    public OrderBuilder With(string name, string json)
    {
        Order[name] = JsonNode.Parse(json);
        return this;
    }

    public OrderBuilder Without(string name)
    {
        Order.Remove(name);
        return this;
    }

    /// <summary>Changes the order's JSON in place.</summary>
    public OrderBuilder Change(Action<JsonObject> change)
    {
        change(Order);
        return this;
    }

    public OrderBuilder WithId(long id) => With("id", id.ToString(CultureInfo.InvariantCulture));

    public OrderBuilder WithStatus(string status) => With("status", $"\"{status}\"");

    /// <summary>Sets <c>updated_at</c> to some seconds past 14:00 UTC of the sample's day.</summary>
    public OrderBuilder UpdatedAt(int seconds) => With("updated_at", $"\"{Time(seconds):yyyy-MM-ddTHH:mm:ss}+00:00\"");

    public OrderBuilder WithNote(string note) => With("note", $"\"{note}\"");

    public OrderBuilder WithExternalId(string id) => With("external_order_id", $$"""{"ecommerce":"{{id}}"}""");

    public OrderBuilder Prepaid(bool prepaid = true) => With("is_prepaid", prepaid ? "true" : "false");

    public byte[] Body() => Encoding.UTF8.GetBytes(_body.ToJsonString());

    public RechargeOrder Read(TimeZoneInfo? zone = null) => RechargePayload.ReadOrder(Body(), zone);

    public PendingDelivery Delivery(long inboxId, string topic = "order/created", string? trace = null) =>
        new(inboxId, topic, Body(), trace);

    public static DateTime Time(int seconds) =>
        new DateTime(2026, 3, 2, 14, 0, 0, DateTimeKind.Utc).AddSeconds(seconds);
}
