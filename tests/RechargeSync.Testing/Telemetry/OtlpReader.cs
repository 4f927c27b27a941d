using System.Buffers.Binary;
using System.Text;

namespace RechargeSync.Testing.Telemetry;

/// <summary>
/// Reads one protobuf message, field by field (protobuf.dev/programming-guides/encoding). Just enough for OTLP: no
/// groups.
/// </summary>
internal ref struct OtlpReader(ReadOnlySpan<byte> message)
{
    private ReadOnlySpan<byte> _rest = message;

    /// <summary>The current field's number.</summary>
    public int Field { get; private set; }

    /// <summary>The current field's value when it is a number of any kind; a double as its bits.</summary>
    public ulong Number { get; private set; }

    /// <summary>The current field's value when it is a text, bytes or a message.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    public readonly string Text => Encoding.UTF8.GetString(Bytes);

    public readonly string Hex => Convert.ToHexStringLower(Bytes);

    public readonly double Double => BitConverter.UInt64BitsToDouble(Number);

    /// <summary>Moves to the next field; false at the end of the message.</summary>
    /// <exception cref="InvalidDataException">Not a protobuf message.</exception>
    public bool Next()
    {
        if (_rest.IsEmpty)
        {
            return false;
        }

        var tag = Varint();
        Field = (int)(tag >> 3);
        Number = 0;
        Bytes = default;
        switch (tag & 7)
        {
            case 0:
                Number = Varint();
                break;
            case 1:
                Number = BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));
                break;
            case 2:
                Bytes = Take((int)Varint());
                break;
            case 5:
                Number = BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)));
                break;
            default:
                throw new InvalidDataException($"Wire type {tag & 7} is not part of OTLP.");
        }

        return true;
    }

    private ulong Varint()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Take(1)[0];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new InvalidDataException("A number is longer than 64 bits.");
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count < 0 || count > _rest.Length)
        {
            throw new InvalidDataException("The message ends within a field.");
        }

        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
