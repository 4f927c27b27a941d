using System.Globalization;

namespace RechargeSync.Testing.Telemetry;

/// <summary>The parts that OTLP's signals share (opentelemetry-proto: common.proto, resource.proto).</summary>
internal static class OtlpValues
{
    public static string ServiceName(ReadOnlySpan<byte> resource)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        var reader = new OtlpReader(resource);
        while (reader.Next())
        {
            if (reader.Field == 1)
            {
                AddAttribute(attributes, reader.Bytes);
            }
        }

        return attributes.GetValueOrDefault("service.name", string.Empty);
    }

    public static string ScopeName(ReadOnlySpan<byte> scope)
    {
        var reader = new OtlpReader(scope);
        while (reader.Next())
        {
            if (reader.Field == 1)
            {
                return reader.Text;
            }
        }

        return string.Empty;
    }

    public static void AddAttribute(Dictionary<string, string> attributes, ReadOnlySpan<byte> keyValue)
    {
        var key = string.Empty;
        var value = string.Empty;
        var reader = new OtlpReader(keyValue);
        while (reader.Next())
        {
            if (reader.Field == 1)
            {
                key = reader.Text;
            }
            else if (reader.Field == 2)
            {
                value = Text(reader.Bytes);
            }
        }

        attributes[key] = value;
    }

    /// <summary>Any value as text; lists are joined by commas.</summary>
    public static string Text(ReadOnlySpan<byte> anyValue)
    {
        var reader = new OtlpReader(anyValue);
        return !reader.Next()
            ? string.Empty
            : reader.Field switch
            {
                1 => reader.Text,
                2 => reader.Number == 0 ? "false" : "true",
                3 => ((long)reader.Number).ToString(CultureInfo.InvariantCulture),
                4 => reader.Double.ToString(CultureInfo.InvariantCulture),
                5 => List(reader.Bytes),
                6 => Map(reader.Bytes),
                _ => reader.Hex,
            };
    }

    public static DateTimeOffset Time(ulong unixNanoseconds) =>
        DateTimeOffset.UnixEpoch.AddTicks((long)(unixNanoseconds / 100));

    private static string List(ReadOnlySpan<byte> arrayValue)
    {
        var texts = new List<string>();
        var reader = new OtlpReader(arrayValue);
        while (reader.Next())
        {
            texts.Add(Text(reader.Bytes));
        }

        return string.Join(',', texts);
    }

    private static string Map(ReadOnlySpan<byte> keyValueList)
    {
        var entries = new Dictionary<string, string>(StringComparer.Ordinal);
        var reader = new OtlpReader(keyValueList);
        while (reader.Next())
        {
            AddAttribute(entries, reader.Bytes);
        }

        return string.Join(',', entries.Select(e => $"{e.Key}={e.Value}"));
    }
}
