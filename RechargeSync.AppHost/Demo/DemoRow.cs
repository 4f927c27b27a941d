namespace RechargeSync.AppHost.Demo;

/// <summary>One line of the demo's table. A null flag means: does not apply to this order.</summary>
internal sealed record DemoRow(long RechargeId, string Kind, TimeSpan? Duration)
{
    public string? PlatformId { get; init; }

    public string? PlatformNumber { get; init; }

    /// <summary>How the order stands at the platform, in its own word.</summary>
    public string? PlatformStatus { get; init; }

    public bool IdsWrittenBack { get; init; }

    public bool? ChargeWritten { get; init; }

    public bool? CartCleared { get; init; }

    public bool? Updated { get; init; }

    public bool? Cancelled { get; init; }

    /// <summary>Whether nothing is missing.</summary>
    public bool IsDone => !Missing().Any();

    /// <summary>What is missing, and where to look for the reason.</summary>
    public IEnumerable<string> Missing()
    {
        if (PlatformId is null)
        {
            yield return "it did not reach the platform (see the logs of 'webhooks' and 'worker' in the dashboard)";
        }
        else if (!IdsWrittenBack)
        {
            yield return "its ids were not written back to Recharge (see the log of 'worker' in the dashboard)";
        }

        if (ChargeWritten is false)
        {
            yield return "its charge was not written (see the log of 'worker' in the dashboard)";
        }

        if (CartCleared is false)
        {
            yield return "its cart was not cleared (see the log of 'worker' in the dashboard)";
        }

        if (Updated is false)
        {
            yield return "its change of address did not reach the platform (see the log of 'worker' in the dashboard)";
        }

        if (Cancelled is false)
        {
            yield return $"it was cancelled at Recharge, and the platform, where it is {PlatformStatus}, was not told "
                + "in time (see the log of 'worker' in the dashboard)";
        }
    }
}
