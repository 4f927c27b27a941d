using FsCheck;
using FsCheck.Fluent;

namespace RechargeSync.FaultTests.Model;

/// <summary>Random lives of an order against the model, shrunk to the shortest that breaks.</summary>
internal static class ModelCheck
{
    public const string Name = "model";

    private const ulong Gamma = 97;
    private const int LongestScript = 90;

    /// <exception cref="Exception">A life broke an invariant; the message holds it, shrunk, with its seed.</exception>
    public static void Run(int seed, int lives) =>
        Check.One(
            Config
                .QuickThrowOnFailure.WithReplay((ulong)seed + 20_260_302UL, Gamma)
                .WithMaxTest(lives)
                .WithEndSize(LongestScript),
            Prop.ForAll(
                ArbMap.Default.ArbFor<byte[]>(),
                ArbMap.Default.ArbFor<bool>(),
                (script, isPrepaid) =>
                {
                    // Everything in memory completes at once, so there is nothing to block on.
                    using var life = new OrderLife(isPrepaid);
                    var violations = life.LiveAsync(script).GetAwaiter().GetResult();
                    return (violations.Count == 0).Label(string.Join("; ", violations));
                }
            )
        );
}
