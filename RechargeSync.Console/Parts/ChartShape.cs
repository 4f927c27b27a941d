using System.Globalization;
using System.Text;

namespace RechargeSync.Console.Parts;

/// <summary>Turns numbers into places in a picture 100 high and 10 wide for each bucket. Pure.</summary>
internal static class ChartShape
{
    /// <summary>Width of a bucket.</summary>
    public const int Step = 10;

    /// <summary>Height of the picture.</summary>
    public const int Height = 100;

    private static readonly double[] s_heads = [1, 2, 3, 4, 5, 6, 8, 10];

    /// <summary>The end of the scale: the next round number, 1 at least.</summary>
    public static double Top(IEnumerable<double?> values)
    {
        var most = values.Max() ?? 0;
        if (most <= 1)
        {
            return 1;
        }

        var unit = Math.Pow(10, Math.Floor(Math.Log10(most)));
        return s_heads.Select(head => head * unit).First(end => end >= most * 0.9999);
    }

    /// <summary>Where a value stands, from above.</summary>
    public static double Y(double value, double top) => Height - Math.Clamp(value / top, 0, 1) * Height;

    /// <summary>
    /// A line through the values' middles, broken where there is none; a lone value becomes a short stroke.
    /// </summary>
    public static string Line(IReadOnlyList<double?> values, double top)
    {
        var path = new StringBuilder();
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i] is not { } value)
            {
                continue;
            }

            var (y, x) = (Y(value, top), i * Step + Step / 2);
            var starts = i == 0 || values[i - 1] is null;
            var isAlone = starts && (i == values.Count - 1 || values[i + 1] is null);
            path.Append(starts ? 'M' : 'L').Append(Number(isAlone ? x - 3 : x)).Append(' ').Append(Number(y));
            if (isAlone)
            {
                path.Append("h6");
            }
        }

        return path.ToString();
    }

    /// <summary>The ground under a row without gaps.</summary>
    public static string Area(IReadOnlyList<double?> values, double top) =>
        values.Count == 0
            ? ""
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{Line([.. values.Select(value => value ?? 0)], top)}"
                    + $"L{values.Count * Step - Step / 2} {Height}L{Step / 2} {Height}Z"
            );

    /// <summary>A number in a picture.</summary>
    public static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}

/// <summary>One row of numbers in a chart.</summary>
/// <param name="Name">What it counts.</param>
/// <param name="Look">
/// <c>bar</c>, <c>line</c>, <c>dash</c> or <c>area</c>: never the colour alone tells rows apart.
/// </param>
/// <param name="Tone">Its colour, a word of <see cref="Tones"/> or <c>plain</c>.</param>
/// <param name="Values">One for each bucket; null where there is none.</param>
public sealed record ChartLine(string Name, string Look, string Tone, IReadOnlyList<double?> Values);
