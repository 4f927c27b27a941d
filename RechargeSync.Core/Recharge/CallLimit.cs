using System.Globalization;

namespace RechargeSync.Core.Recharge;

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
