using System.Globalization;
using System.Text.RegularExpressions;
using RechargeSync.MockPlatform.Stores;

namespace RechargeSync.MockPlatform.Recharge.Access;

/// <summary>The size and the leak of one token's bucket.</summary>
/// <param name="Size">How many calls fit.</param>
/// <param name="LeakPerSecond">How many leave it per second.</param>
internal sealed partial record CallLimit(int Size, double LeakPerSecond)
{
    /// <summary>The limit of a token: <c>sk_2x1_…</c> is twice the leak and the normal bucket.</summary>
    public static CallLimit For(string token, RateLimitOptions configured)
    {
        var prefix = TokenPrefix().Match(token);
        return prefix.Success
            ? new CallLimit(
                configured.BucketSize * Factor(prefix, "bucket"),
                configured.LeakPerSecond * Factor(prefix, "rate")
            )
            : new CallLimit(configured.BucketSize, configured.LeakPerSecond);
    }

    private static int Factor(Match prefix, string group) =>
        Math.Max(1, int.Parse(prefix.Groups[group].ValueSpan, CultureInfo.InvariantCulture));

    [GeneratedRegex(
        "^sk_(?<rate>[0-9]{1,3})x(?<bucket>[0-9]{1,3})_",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 100
    )]
    private static partial Regex TokenPrefix();
}
