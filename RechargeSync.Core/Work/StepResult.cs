using System.Diagnostics.CodeAnalysis;
using RechargeSync.Core.Http;
using RechargeSync.Core.Storage;

namespace RechargeSync.Core.Work;

/// <summary>How a step ended.</summary>
[SuppressMessage("Design", "CA1034", Justification = "The cases of one closed set.")]
internal abstract record StepResult<TRow>
    where TRow : WorkRow
{
    private StepResult() { }

    /// <summary>The step is done; the row says so.</summary>
    public sealed record Reached(TRow Row) : StepResult<TRow>;

    /// <summary>The step failed.</summary>
    public sealed record Failed(CallFailure Failure) : StepResult<TRow>;
}
