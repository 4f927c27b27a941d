namespace RechargeSync.Platforms.Vendure;

/// <summary>
/// Vendure's amounts: integers of one precision for every currency, <c>moneyStrategyPrecision</c>, so that with the
/// usual precision of 2 a price of 833 yen is 83300. Pure.
/// </summary>
internal static class VendureMoney
{
    /// <summary>The precision where a shop sets none.</summary>
    public const int UsualPrecision = 2;

    private static readonly decimal[] s_scales = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000];

    /// <summary>How many decimals the amounts of a currency have, by ISO 4217.</summary>
    public static int Decimals(string currency) =>
        currency switch
        {
            "BHD" or "IQD" or "JOD" or "KWD" or "LYD" or "OMR" or "TND" => 3,
            "CLF" or "UYW" => 4,
            "BIF"
            or "CLP"
            or "DJF"
            or "GNF"
            or "ISK"
            or "JPY"
            or "KMF"
            or "KRW"
            or "PYG"
            or "RWF"
            or "UGX"
            or "UYI"
            or "VND"
            or "VUV"
            or "XAF"
            or "XOF"
            or "XPF" => 0,
            _ => 2,
        };

    /// <summary>What one of the major unit comes to.</summary>
    public static decimal Scale(int precision) => s_scales[precision];

    /// <summary>Whether a precision is one that amounts can be worked out for.</summary>
    public static bool IsKnown(int precision) => precision >= 0 && precision < s_scales.Length;

    /// <summary>An amount in Vendure's unit; null where it has more decimals than that, or is too large.</summary>
    public static long? Exact(decimal amount, int precision) =>
        Fits(amount, precision) && amount * Scale(precision) is var units && units == decimal.Truncate(units)
            ? (long)units
            : null;

    /// <summary>The nearest amount in Vendure's unit.</summary>
    public static long Nearest(decimal amount, int precision) =>
        (long)Math.Round(amount * Scale(precision), MidpointRounding.AwayFromZero);

    /// <summary>The next higher amount in Vendure's unit.</summary>
    public static long Ceiling(decimal amount, int precision) => (long)Math.Ceiling(amount * Scale(precision));

    /// <summary>Whether an amount is one of a 32-bit integer, the column of a usual shop.</summary>
    public static bool Fits(decimal amount, int precision) =>
        Math.Abs(amount) <= int.MaxValue && Math.Abs(amount) * Scale(precision) <= int.MaxValue;

    /// <summary>
    /// Divides an amount by weights, to the unit and without a remainder; no share is larger than its weight.
    /// </summary>
    /// <param name="amount">0 or more; of what is above the sum of the weights, nobody gets a share.</param>
    /// <param name="weights">Each 0 or more.</param>
    public static long[] Divide(long amount, IReadOnlyList<long> weights)
    {
        var sum = weights.Sum();
        var divided = Math.Min(amount, sum);
        var shares = new long[weights.Count];
        if (divided <= 0)
        {
            return shares;
        }

        for (var i = 0; i < shares.Length; i++)
        {
            shares[i] = (long)((Int128)divided * weights[i] / sum);
        }

        // What rounding down has left over goes to whoever lost most by it.
        var rest = divided - shares.Sum();
        var losers = Enumerable
            .Range(0, shares.Length)
            .OrderByDescending(i => (Int128)divided * weights[i] % sum)
            .Take((int)rest);
        foreach (var i in losers)
        {
            shares[i]++;
        }

        return shares;
    }
}
