namespace RechargeSync.Testing.Telemetry;

/// <summary>
/// Walks an export request: resources, in them scopes, in them items. The three signals have this shape and these field
/// numbers in common (opentelemetry-proto: collector/*/v1).
/// </summary>
internal static class OtlpDecoder
{
    /// <summary>Decodes one item, a message, of a scope of a service.</summary>
    public delegate T ItemDecoder<out T>(string serviceName, string scopeName, ReadOnlySpan<byte> item);

    public static List<T> Decode<T>(ReadOnlySpan<byte> request, ItemDecoder<T> decode)
    {
        var items = new List<T>();
        var reader = new OtlpReader(request);
        while (reader.Next())
        {
            if (reader.Field == 1)
            {
                DecodeResource(reader.Bytes, decode, items);
            }
        }

        return items;
    }

    private static void DecodeResource<T>(ReadOnlySpan<byte> resourceItems, ItemDecoder<T> decode, List<T> items)
    {
        var serviceName = string.Empty;
        var reader = new OtlpReader(resourceItems);
        while (reader.Next())
        {
            if (reader.Field == 1)
            {
                serviceName = OtlpValues.ServiceName(reader.Bytes);
            }
            else if (reader.Field == 2)
            {
                DecodeScope(serviceName, reader.Bytes, decode, items);
            }
        }
    }

    private static void DecodeScope<T>(
        string serviceName,
        ReadOnlySpan<byte> scopeItems,
        ItemDecoder<T> decode,
        List<T> items
    )
    {
        var scopeName = string.Empty;
        var reader = new OtlpReader(scopeItems);
        while (reader.Next())
        {
            if (reader.Field == 1)
            {
                scopeName = OtlpValues.ScopeName(reader.Bytes);
            }
            else if (reader.Field == 2)
            {
                items.Add(decode(serviceName, scopeName, reader.Bytes));
            }
        }
    }
}
