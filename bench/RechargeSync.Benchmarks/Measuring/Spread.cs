using System.Globalization;

namespace RechargeSync.Benchmarks.Measuring;

/// <summary>A figure over several runs.</summary>
internal sealed record Spread(double Median, double Least, double Most)
{
    public static Spread Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        var middle = sorted.Length / 2;
        return new(
            sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2,
            sorted[0],
            sorted[^1]
        );
    }

    /// <summary>Median, and the least and the most in brackets.</summary>
    public override string ToString() =>
        double.IsNaN(Median) ? "" : $"{Figure(Median)} ({Figure(Least)}–{Figure(Most)})";

    /// <summary>Three significant places or so.</summary>
    public static string Figure(double value) =>
        Math.Abs(value) switch
        {
            >= 1000 => value.ToString("N0", CultureInfo.InvariantCulture),
            >= 100 => value.ToString("F0", CultureInfo.InvariantCulture),
            >= 10 => value.ToString("F1", CultureInfo.InvariantCulture),
            >= 1 => value.ToString("F2", CultureInfo.InvariantCulture),
            _ => value.ToString("F3", CultureInfo.InvariantCulture),
        };
}
