using System.Diagnostics.CodeAnalysis;
using RechargeSync.Core.Http;

namespace RechargeSync.Core.Reconciliation;

/// <summary>How a job's turn ended.</summary>
[SuppressMessage("Design", "CA1034", Justification = "The cases of one closed set.")]
internal abstract record JobResult
{
    private JobResult() { }

    /// <summary>It is done, and its end is saved.</summary>
    public sealed record Done : JobResult;

    /// <summary>Another worker has taken it over: nothing more may be written.</summary>
    public sealed record Fenced : JobResult;

    /// <summary>It has to go on later, from where it stands.</summary>
    public sealed record Failed(CallFailure Failure) : JobResult;
}
