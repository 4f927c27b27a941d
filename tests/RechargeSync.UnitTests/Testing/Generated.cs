using FsCheck;
using FsCheck.Fluent;

namespace RechargeSync.UnitTests.Testing;

/// <summary>Checks of generated cases, with a fixed seed: the same cases on every machine and in every run.</summary>
internal static class Generated
{
    private static readonly Config s_config = Config.QuickThrowOnFailure.WithReplay(20_260_302UL, 97UL);

    /// <summary>Checks that a property holds for generated values.</summary>
    public static void Holds<T>(Gen<T> values, Func<T, bool> property, int cases = 300) =>
        Check.One(s_config.WithMaxTest(cases), Prop.ForAll(values.ToArbitrary(), property));

    /// <summary>Checks that an action throws for no generated value.</summary>
    public static void Holds<T>(Gen<T> values, Action<T> property, int cases = 300) =>
        Check.One(s_config.WithMaxTest(cases), Prop.ForAll(values.ToArbitrary(), property));
}
