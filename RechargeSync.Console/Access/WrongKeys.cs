using System.Collections.Concurrent;
using System.Net;

namespace RechargeSync.Console.Access;

/// <summary>Counts wrong keys per address: who has sent too many is not listened to for a while.</summary>
internal sealed class WrongKeys(TimeProvider clock)
{
    /// <summary>Wrong keys that an address may send within <see cref="Window"/>.</summary>
    public const int Most = 10;

    /// <summary>How long they count.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private const int MostAddresses = 10_000;

    private readonly ConcurrentDictionary<IPAddress, (long Started, int Count)> _addresses = new();

    /// <summary>How long an address has to wait; null where it does not.</summary>
    public TimeSpan? Wait(IPAddress? address)
    {
        if (address is null || !_addresses.TryGetValue(address, out var seen) || seen.Count < Most)
        {
            return null;
        }

        var left = Window - clock.GetElapsedTime(seen.Started);
        return left > TimeSpan.Zero ? left : null;
    }

    /// <summary>Notes a wrong key.</summary>
    public void Add(IPAddress? address)
    {
        if (address is null)
        {
            return;
        }

        if (_addresses.Count >= MostAddresses)
        {
            Forget();
        }

        _addresses.AddOrUpdate(
            address,
            _ => (clock.GetTimestamp(), 1),
            (_, seen) => IsOver(seen.Started) ? (clock.GetTimestamp(), 1) : (seen.Started, seen.Count + 1)
        );
    }

    // From very many addresses at once, nobody is counted any more rather than memory filled.
    private void Forget()
    {
        foreach (var (address, seen) in _addresses)
        {
            if (IsOver(seen.Started))
            {
                _addresses.TryRemove(address, out _);
            }
        }

        if (_addresses.Count >= MostAddresses)
        {
            _addresses.Clear();
        }
    }

    private bool IsOver(long started) => clock.GetElapsedTime(started) >= Window;
}
