using RechargeSync.Benchmarks.Measuring;

namespace RechargeSync.UnitTests.Benchmarks;

/// <summary>When the benchmarks' gate says that a change made a difference.</summary>
public sealed class ComparisonTests
{
    [Theory]
    [InlineData(new[] { 1.1, 1.2, 1.05, 1.3, 1.15 }, "Better")]
    [InlineData(new[] { 0.9, 0.8, 0.95, 0.7, 0.85 }, "Worse")]
    // One of five on the other side: equal builds do that three times in eight.
    [InlineData(new[] { 1.1, 1.2, 0.99, 1.3, 1.15 }, "WithinSpread")]
    // All on one side, but less than anybody would act on.
    [InlineData(new[] { 1.001, 1.002, 1.005, 1.003, 1.004 }, "WithinSpread")]
    // Too few to tell.
    [InlineData(new[] { 1.5, 1.5, 1.5, 1.5 }, "WithinSpread")]
    [InlineData(new[] { 1.0, 1.0, 1.0, 1.0, 1.0 }, "WithinSpread")]
    // An equal pair speaks for neither side.
    [InlineData(new[] { 1.0, 1.2, 1.05, 1.3, 1.15 }, "WithinSpread")]
    [InlineData(new[] { 1.1, 1.2, 1.1, 1.3, 1.1, 1.2, 1.1, 1.1, 0.9 }, "Better")]
    [InlineData(new[] { 1.1, 1.2, 1.1, 1.3, 1.1, 1.2, 1.1, 0.9, 0.9 }, "WithinSpread")]
    public void Verdict_needs_more_pairs_on_one_side_than_chance_would_put_there(double[] ratios, string expected)
    {
        double[] before = [.. ratios.Select(_ => 200.0)];
        double[] after = [.. ratios.Select(ratio => 200 * ratio)];

        Assert.Equal(expected, Comparison.Of(before, after, moreIsBetter: true).Verdict.ToString());
    }

    [Fact]
    public void Fewer_is_better_where_the_figure_is_meant_to_shrink()
    {
        var comparison = Comparison.Of([10, 11, 12, 13, 14], [9, 10, 11, 12, 13], moreIsBetter: false);

        Assert.Equal(Verdict.Better, comparison.Verdict);
    }

    [Fact]
    public void Pairs_are_compared_each_for_itself_so_that_a_slow_one_does_not_count_against_a_build()
    {
        // Each build's figures lie across the other's; within every pair the second is 5 % faster.
        var comparison = Comparison.Of([100, 200, 150, 120, 180], [105, 210, 157.5, 126, 189], moreIsBetter: true);

        Assert.Equal(Verdict.Better, comparison.Verdict);
        Assert.Equal(1.05, comparison.Ratio.Median, 6);
        Assert.Equal(5, comparison.Pairs);
    }

    [Theory]
    [InlineData(5, 0, 0.0625)]
    [InlineData(4, 1, 0.375)]
    [InlineData(7, 0, 0.015625)]
    [InlineData(8, 1, 0.0390625)]
    [InlineData(10, 2, 0.03857421875)]
    [InlineData(3, 3, 1)]
    public void Chance_is_that_of_the_two_sided_sign_test(int above, int below, double expected)
    {
        double[] before = [.. Enumerable.Repeat(1.0, above + below)];
        double[] after = [.. Enumerable.Repeat(2.0, above), .. Enumerable.Repeat(0.5, below)];

        Assert.Equal(expected, Comparison.Of(before, after, moreIsBetter: true).Chance, 9);
    }

    [Fact]
    public void Two_zeros_are_equal()
    {
        var comparison = Comparison.Of([0, 0, 0, 0, 0], [0, 0, 0, 0, 0], moreIsBetter: false);

        Assert.Equal(Verdict.WithinSpread, comparison.Verdict);
        Assert.Equal(1, comparison.Ratio.Median);
    }

    [Fact]
    public void Figures_without_a_partner_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Comparison.Of([], [], moreIsBetter: true));
        Assert.Throws<ArgumentException>(() => Comparison.Of([1, 2], [1], moreIsBetter: true));
    }
}
