namespace RechargeSync.MockPlatform.Faults;

/// <summary>Checks dials before they are set.</summary>
internal static class FaultRules
{
    private const int MostCopies = 20;
    private const int MostLatencyMs = 120_000;
    private const int MostRetryAfter = 3_600;

    /// <returns>What is wrong, by dial; empty when all is well.</returns>
    public static Dictionary<string, string[]> Check(FaultSettings settings)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        Side("platform", settings.Platform);
        Side("recharge", settings.Recharge);
        Range("webhooks.duplicates", settings.Webhooks.Duplicates, MostCopies);
        Range("webhooks.reorder", settings.Webhooks.Reorder, 1);
        Range("webhooks.dropRate", settings.Webhooks.DropRate, 1);
        return errors;

        void Side(string name, SideFaults side)
        {
            Range(name + ".errorRate", side.ErrorRate, 1);
            Range(name + ".rateLimitRate", side.RateLimitRate, 1);
            Range(name + ".retryAfterSeconds", side.RetryAfterSeconds ?? 0, MostRetryAfter);
            Range(name + ".hangRate", side.HangRate, 1);
            if (side.RefuseStatus is < 400 or > 599)
            {
                errors[name + ".refuseStatus"] = ["Must be from 400 to 599."];
            }

            Range(name + ".ambiguousRate", side.AmbiguousRate, 1);
            Range(name + ".malformedRate", side.MalformedRate, 1);
            Range(name + ".latencyMs", side.LatencyMs, MostLatencyMs);
            Range(name + ".lateCreateMs", side.LateCreateMs, name == "platform" ? MostLatencyMs : 0);
        }

        void Range(string name, double value, double max)
        {
            if (!(value >= 0 && value <= max))
            {
                errors[name] = [FormattableString.Invariant($"Must be from 0 to {max}.")];
            }
        }
    }
}
