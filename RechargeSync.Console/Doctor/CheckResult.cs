namespace RechargeSync.Core.Admin.Doctoring;

/// <summary>What a look has found.</summary>
internal sealed record Finding(string Status, string Message, string? Advice)
{
    public static Finding Ok(string message) => new("ok", message, null);

    public static Finding Warning(string message, string advice) => new("warning", message, advice);

    public static Finding Failed(string message, string advice) => new("failed", message, advice);

    public static Finding Skipped(string message, string advice) => new("skipped", message, advice);
}
