using System.Text.Json;

namespace RechargeSync.Console.Payloads;

/// <summary>Makes JSON whole again that was cut off. Pure.</summary>
internal static class CutJson
{
    /// <summary>
    /// The JSON up to its last value that is whole, with what was open closed; null where it is none. A value at the
    /// cut is left out: half of it could pass for something else.
    /// </summary>
    public static byte[]? Close(byte[] json)
    {
        var reader = new Utf8JsonReader(json, isFinalBlock: false, state: default);
        var open = new Stack<byte>();
        var (length, closers) = (0, Array.Empty<byte>());
        try
        {
            while (reader.Read())
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.StartObject:
                        open.Push((byte)'}');
                        break;
                    case JsonTokenType.StartArray:
                        open.Push((byte)']');
                        break;
                    case JsonTokenType.EndObject or JsonTokenType.EndArray:
                        open.Pop();
                        break;
                    case JsonTokenType.PropertyName:
                        continue;
                }

                (length, closers) = ((int)reader.BytesConsumed, [.. open]);
            }
        }
        catch (JsonException)
        {
            return null;
        }

        return length == 0 ? null : [.. json.AsSpan(0, length), .. closers];
    }
}
