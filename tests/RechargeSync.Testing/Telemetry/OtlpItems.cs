using System.Diagnostics;

namespace RechargeSync.Testing.Telemetry;

/// <summary>
/// Decodes the items of the three signals (opentelemetry-proto: trace.proto, logs.proto, metrics.proto).
/// </summary>
internal static class OtlpItems
{
    public static OtlpSpan Span(string serviceName, string scopeName, ReadOnlySpan<byte> message)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        var links = new List<OtlpLink>();
        var span = new OtlpSpan
        {
            ServiceName = serviceName,
            Source = scopeName,
            Attributes = attributes,
            Links = links,
        };
        var reader = new OtlpReader(message);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    span = span with { TraceId = reader.Hex };
                    break;
                case 2:
                    span = span with { SpanId = reader.Hex };
                    break;
                case 4:
                    span = span with { ParentSpanId = reader.Hex };
                    break;
                case 5:
                    span = span with { Name = reader.Text };
                    break;
                case 6:
                    span = span with { Kind = Kind(reader.Number) };
                    break;
                case 7:
                    span = span with { StartTime = OtlpValues.Time(reader.Number) };
                    break;
                case 8:
                    span = span with { EndTime = OtlpValues.Time(reader.Number) };
                    break;
                case 9:
                    OtlpValues.AddAttribute(attributes, reader.Bytes);
                    break;
                case 13:
                    links.Add(Link(reader.Bytes));
                    break;
                case 15:
                    span = span with { IsError = IsError(reader.Bytes) };
                    break;
                default:
                    break;
            }
        }

        return span;
    }

    public static OtlpLog Log(string serviceName, string scopeName, ReadOnlySpan<byte> message)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        var log = new OtlpLog
        {
            ServiceName = serviceName,
            Category = scopeName,
            Attributes = attributes,
        };
        var reader = new OtlpReader(message);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 3:
                    log = log with { Severity = reader.Text };
                    break;
                case 5:
                    log = log with { Body = OtlpValues.Text(reader.Bytes) };
                    break;
                case 6:
                    OtlpValues.AddAttribute(attributes, reader.Bytes);
                    break;
                case 9:
                    log = log with { TraceId = reader.Hex };
                    break;
                case 10:
                    log = log with { SpanId = reader.Hex };
                    break;
                case 12:
                    log = log with { EventName = reader.Text };
                    break;
                default:
                    break;
            }
        }

        return log;
    }

    public static OtlpMetric Metric(string serviceName, string scopeName, ReadOnlySpan<byte> message)
    {
        var points = new List<OtlpPoint>();
        var metric = new OtlpMetric(serviceName, scopeName, Name: string.Empty, Unit: string.Empty, points);
        var reader = new OtlpReader(message);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    metric = metric with { Name = reader.Text };
                    break;
                case 3:
                    metric = metric with { Unit = reader.Text };
                    break;
                case 5 or 7:
                    AddPoints(points, reader.Bytes, Number);
                    break;
                case 9:
                    AddPoints(points, reader.Bytes, static m => Histogram(m, attributesField: 9));
                    break;
                case 10:
                    AddPoints(points, reader.Bytes, static m => Histogram(m, attributesField: 1));
                    break;
                default:
                    break;
            }
        }

        return metric;
    }

    private delegate OtlpPoint PointDecoder(ReadOnlySpan<byte> message);

    private static void AddPoints(List<OtlpPoint> points, ReadOnlySpan<byte> data, PointDecoder decode)
    {
        var reader = new OtlpReader(data);
        while (reader.Next())
        {
            if (reader.Field == 1)
            {
                points.Add(decode(reader.Bytes));
            }
        }
    }

    private static OtlpPoint Number(ReadOnlySpan<byte> message)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        var value = 0d;
        var reader = new OtlpReader(message);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 4:
                    value = reader.Double;
                    break;
                case 6:
                    value = (long)reader.Number;
                    break;
                case 7:
                    OtlpValues.AddAttribute(attributes, reader.Bytes);
                    break;
                default:
                    break;
            }
        }

        return new OtlpPoint(value, Count: 1, attributes);
    }

    private static OtlpPoint Histogram(ReadOnlySpan<byte> message, int attributesField)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        var (sum, count) = (0d, 0L);
        var reader = new OtlpReader(message);
        while (reader.Next())
        {
            if (reader.Field == attributesField)
            {
                OtlpValues.AddAttribute(attributes, reader.Bytes);
            }
            else if (reader.Field == 4)
            {
                count = (long)reader.Number;
            }
            else if (reader.Field == 5)
            {
                sum = reader.Double;
            }
        }

        return new OtlpPoint(sum, count, attributes);
    }

    private static OtlpLink Link(ReadOnlySpan<byte> message)
    {
        var link = new OtlpLink(TraceId: string.Empty, SpanId: string.Empty);
        var reader = new OtlpReader(message);
        while (reader.Next())
        {
            if (reader.Field == 1)
            {
                link = link with { TraceId = reader.Hex };
            }
            else if (reader.Field == 2)
            {
                link = link with { SpanId = reader.Hex };
            }
        }

        return link;
    }

    private static bool IsError(ReadOnlySpan<byte> status)
    {
        var reader = new OtlpReader(status);
        while (reader.Next())
        {
            if (reader.Field == 3)
            {
                return reader.Number == 2;
            }
        }

        return false;
    }

    // OTLP counts from 1 (internal), .NET from 0.
    private static ActivityKind Kind(ulong number) =>
        number switch
        {
            2 => ActivityKind.Server,
            3 => ActivityKind.Client,
            4 => ActivityKind.Producer,
            5 => ActivityKind.Consumer,
            _ => ActivityKind.Internal,
        };
}
