using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace RechargeSync.Core.Inbox;

/// <summary>An amount that sources share, of which none may have more than its part.</summary>
/// <param name="total">The amount.</param>
/// <param name="perSource">The most that one source may have of it.</param>
internal class SourceBudget(long total, long perSource)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<NetworkSource, long> _taken = [];
    private long _free = total;

    /// <summary>Takes some of it; false where that is too much now, for this source or for all.</summary>
    public bool TryTake(NetworkSource source, long amount)
    {
        lock (_lock)
        {
            ref var taken = ref CollectionsMarshal.GetValueRefOrAddDefault(_taken, source, out _);
            if (amount <= _free && amount <= perSource - taken)
            {
                taken += amount;
                _free -= amount;
                return true;
            }

            if (taken == 0)
            {
                _taken.Remove(source);
            }

            return false;
        }
    }

    /// <summary>Gives back what was taken.</summary>
    public void GiveBack(NetworkSource source, long amount)
    {
        if (amount == 0)
        {
            return;
        }

        lock (_lock)
        {
            ref var taken = ref CollectionsMarshal.GetValueRefOrNullRef(_taken, source);
            taken -= amount;
            _free += amount;
            if (taken == 0)
            {
                _taken.Remove(source);
            }
        }
    }
}

/// <summary>
/// Who is at the other end, as far as limits are concerned: an address of version 4, or the network of 64 bits that one
/// of version 6 belongs to, since whoever has one of its addresses has them all.
/// </summary>
internal readonly record struct NetworkSource(ulong Network, bool IsVersion4)
{
    /// <param name="address">The peer's address; null where there is none, as in a test.</param>
    public static NetworkSource Of(IPAddress? address)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        if (address is { IsIPv4MappedToIPv6: true })
        {
            address = address.MapToIPv4();
        }

        address?.TryWriteBytes(bytes, out _);
        return new NetworkSource(
            MemoryMarshal.Read<ulong>(bytes),
            address?.AddressFamily == AddressFamily.InterNetwork
        );
    }
}
