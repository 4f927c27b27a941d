using System.Diagnostics.CodeAnalysis;

namespace RechargeSync.Core.Admin.Acts;

/// <summary>How an act ended.</summary>
[SuppressMessage("Design", "CA1034", Justification = "The cases of one closed set.")]
internal abstract record ActOutcome
{
    private ActOutcome() { }

    /// <summary>It was done, and is on record.</summary>
    public sealed record Done(string Message) : ActOutcome;

    /// <summary>What it is about does not exist.</summary>
    public sealed record Unknown : ActOutcome;

    /// <summary>It is not possible now; why, and what to do.</summary>
    public sealed record Refused(string Why) : ActOutcome;
}
