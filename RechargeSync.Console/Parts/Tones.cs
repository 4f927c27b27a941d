namespace RechargeSync.Console.Parts;

/// <summary>The colour of a word, which the word always goes with: good, wait, bad, info or idle. Pure.</summary>
internal static class Tones
{
    /// <summary>Of an order's, a delivery's, a subscription's or a run's state.</summary>
    public static string OfState(string state) =>
        state switch
        {
            "done" or "ok" or "finished" or "stored" => "good",
            "active" or "received" or "running" or "pending" or "duplicate" or "info" => "info",
            "retrying" or "quarantined" or "stalled" or "missing" or "surplus" or "warning" => "wait",
            "dead" or "refused" or "failing" or "failed" or "critical" => "bad",
            _ => "idle",
        };

    /// <summary>Of an event's outcome.</summary>
    public static string OfOutcome(string outcome) =>
        outcome switch
        {
            "ok" => "good",
            "warning" => "wait",
            "failed" => "bad",
            _ => "idle",
        };
}
