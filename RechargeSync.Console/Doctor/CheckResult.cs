namespace RechargeSync.Console.Doctor;

/// <summary>What a check has found.</summary>
internal sealed record CheckResult(string Status, string Message, string? Advice)
{
    public static CheckResult Ok(string message) => new("ok", message, null);

    public static CheckResult Warning(string message, string advice) => new("warning", message, advice);

    public static CheckResult Failed(string message, string advice) => new("failed", message, advice);

    public static CheckResult Skipped(string message, string advice) => new("skipped", message, advice);
}
