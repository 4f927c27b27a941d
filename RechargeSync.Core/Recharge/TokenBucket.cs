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
