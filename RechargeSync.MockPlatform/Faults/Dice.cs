using Microsoft.Extensions.Options;
using RechargeSync.MockPlatform.Stores;

namespace RechargeSync.MockPlatform.Faults;

/// <summary>The mock's chance, repeatable with <c>Mock:Faults:Seed</c>.</summary>
internal sealed class Dice(IOptions<MockOptions> options)
{
    private readonly Lock _gate = new();
    private readonly Random _random = options.Value.Faults.Seed is { } seed ? new Random(seed) : new Random();

    /// <summary>A number from 0 up to, but not including, 1.</summary>
    public double Next()
    {
        lock (_gate)
        {
            return _random.NextDouble();
        }
    }

    /// <summary>True at that rate: never at 0, always at 1.</summary>
    public bool Roll(double rate) => rate > 0 && Next() < rate;

    /// <summary>The whole part for certain, and one more at the rate of the fraction.</summary>
    public int Count(double amount) => (int)amount + (Roll(amount - Math.Floor(amount)) ? 1 : 0);
}
