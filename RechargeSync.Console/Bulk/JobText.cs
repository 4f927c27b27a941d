using RechargeSync.Console.Client;
using RechargeSync.Console.Parts;

namespace RechargeSync.Console.Bulk;

/// <summary>A bulk job in plain words. Pure.</summary>
internal static class JobText
{
    /// <summary>For instance <c>retry all dead letters (timeout)</c>.</summary>
    public static string Of(BulkJob job)
    {
        var what = job.Kind switch
        {
            null => "dead letters",
            "delivery" => "refused deliveries",
            var kind => $"dead {kind}s",
        };
        var reason = job.Reason is null ? "" : $" ({job.Reason})";
        return job.Action switch
        {
            "replay" => $"retry all {what}{reason}",
            "ignore" => $"discard all {what}{reason}",
            "place" => $"place all ignored orders{reason}",
            _ => $"retry the dead orders of run {Display.Id(job.RunId ?? 0)}",
        };
    }
}
