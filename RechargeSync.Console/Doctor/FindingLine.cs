using RechargeSync.Platforms;

namespace RechargeSync.Console.Doctor;

/// <summary>A finding of a platform's adapter as a line of the doctor. Pure.</summary>
internal static class FindingLine
{
    private const string Name = "platform";

    /// <summary>
    /// Whether the platform can be asked at all is the line <c>platform</c>; what else is found has its code behind
    /// that.
    /// </summary>
    public static NamedResult Of(PlatformFinding finding) =>
        new(
            finding.Code == PlatformFinding.Credentials ? Name : $"{Name}_{finding.Code}",
            new CheckResult(
                finding.Severity switch
                {
                    FindingSeverity.Ok => "ok",
                    FindingSeverity.Warning => "warning",
                    _ => "failed",
                },
                finding.Message,
                finding.NextAct
            )
        );
}
