namespace RechargeSync.Console.Parts;

/// <summary>One row of numbers in a chart.</summary>
/// <param name="Name">What it counts.</param>
/// <param name="Look">
/// <c>bar</c>, <c>line</c>, <c>dash</c> or <c>area</c>: never the colour alone tells rows apart.
/// </param>
/// <param name="Tone">Its colour, a word of <see cref="Tones"/> or <c>plain</c>.</param>
/// <param name="Values">One for each bucket; null where there is none.</param>
public sealed record ChartLine(string Name, string Look, string Tone, IReadOnlyList<double?> Values);
