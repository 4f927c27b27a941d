namespace RechargeSync.Benchmarks.Measuring;

/// <summary>One figure of two builds that were measured in pairs.</summary>
/// <param name="Ratio">After to before, pair by pair: what slows a pair down slows both.</param>
/// <param name="Pairs">How many.</param>
/// <param name="Chance">
/// How likely it is that equal builds fall to one side as often as these did: the two-sided sign test.
/// </param>
/// <param name="Verdict">Whether that is a difference.</param>
internal sealed record Comparison(Spread Ratio, int Pairs, double Chance, Verdict Verdict)
{
    /// <summary>Five pairs of five, eight of nine, ten of twelve.</summary>
    private const double MostChance = 1.0 / 16;

    /// <summary>A smaller difference is none that anybody would act on.</summary>
    private const double LeastEffect = 0.01;

    /// <summary>With fewer pairs no outcome could be told from chance.</summary>
    public const int LeastPairs = 5;

    /// <param name="before">In the order of the pairs.</param>
    /// <param name="after">Likewise.</param>
    /// <param name="moreIsBetter">Whether the figure is meant to grow.</param>
    /// <exception cref="ArgumentException">There are no pairs, or a figure has no partner.</exception>
    public static Comparison Of(IReadOnlyList<double> before, IReadOnlyList<double> after, bool moreIsBetter)
    {
        if (after.Count == 0 || after.Count != before.Count)
        {
            throw new ArgumentException("Each figure needs its partner.", nameof(after));
        }

        double[] ratios = [.. before.Zip(after, (left, right) => left.Equals(right) ? 1 : right / left)];
        var (above, below) = (ratios.Count(ratio => ratio > 1), ratios.Count(ratio => ratio < 1));
        var spread = Spread.Of(ratios);
        var chance = ChanceOf(above, below);
        var isDifferent = chance <= MostChance && Math.Abs(spread.Median - 1) >= LeastEffect;
        return new Comparison(
            spread,
            ratios.Length,
            chance,
            !isDifferent ? Verdict.WithinSpread
                : above > below == moreIsBetter ? Verdict.Better
                : Verdict.Worse
        );
    }

    private static double ChanceOf(int above, int below)
    {
        var count = above + below;
        var (ways, sum) = (1.0, 0.0);
        for (var i = 0; i <= Math.Min(above, below); i++)
        {
            sum += ways;
            ways = ways * (count - i) / (i + 1);
        }

        return Math.Min(1, 2 * sum / Math.Pow(2, count));
    }
}
