using System.Globalization;
using System.Text.RegularExpressions;

namespace RechargeSync.Core.Recharge;

/// <summary>A token's bucket: tokens of the form <c>sk_{rate}x{bucket}_…</c> have multiples of the usual one.</summary>
internal sealed partial record TokenBucket(int BucketSize, double LeakPerSecond)
{
    public static TokenBucket Of(string token, RateLimitOptions options)
    {
        var match = Prefix().Match(token);
        return match.Success
            ? new TokenBucket(
                options.BucketSize * Factor(match, "bucket"),
                options.LeakPerSecond * Factor(match, "rate")
            )
            : new TokenBucket(options.BucketSize, options.LeakPerSecond);
    }

    private static int Factor(Match match, string group) =>
        Math.Max(1, int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture));

    [GeneratedRegex(
        "^sk_(?<rate>[0-9]{1,3})x(?<bucket>[0-9]{1,3})_",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Prefix();
}

/// <summary>
/// Recharge's header <c>X-Recharge-Limit</c>: calls in the bucket and its size, such as <c>39/40</c>.
/// </summary>
internal sealed record CallLimit(int Used, int Size)
{
    /// <summary>Reads the header; null where it is not of this form.</summary>
    public static CallLimit? Parse(string header)
    {
        var parts = header.Split('/');
        return
            parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var used)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            && size > 0
            ? new CallLimit(used, size)
            : null;
    }
}
