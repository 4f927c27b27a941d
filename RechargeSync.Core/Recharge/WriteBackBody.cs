using System.Text.Json;
using RechargeSync.Core.Platforms;
using RechargeSync.Core.Stores;

namespace RechargeSync.Core.Recharge;

/// <summary>
/// Bodies of the write-back: flat texts in 2021-01, wrapped per system in 2021-11. Never more than the ids.
/// </summary>
internal static class WriteBackBody
{
    /// <summary>Id and number of a platform order.</summary>
    public static byte[] OrderIds(ApiVersion version, PlatformIds ids) =>
        Write(version, ("external_order_id", ids.Id), ("external_order_number", ids.Number));

    /// <summary>The id alone.</summary>
    public static byte[] OrderId(ApiVersion version, string id) => Write(version, ("external_order_id", id));

    private static byte[] Write(ApiVersion version, params ReadOnlySpan<(string Name, string Value)> members)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            foreach (var (name, value) in members)
            {
                if (version == ApiVersion.V202101)
                {
                    json.WriteString(name, value);
                }
                else
                {
                    json.WriteStartObject(name);
                    json.WriteString("ecommerce", value);
                    json.WriteEndObject();
                }
            }

            json.WriteEndObject();
        }

        return stream.ToArray();
    }
}
