using System.Diagnostics.CodeAnalysis;
using RechargeSync.Platforms.Calls;

namespace RechargeSync.Core.Recharge;

/// <summary>What Recharge may answer to a question.</summary>
[SuppressMessage("Design", "CA1034", Justification = "The cases of one closed set.")]
internal abstract record RechargeAnswer<T>
{
    private RechargeAnswer() { }

    /// <summary>It worked.</summary>
    public sealed record Ok(T Value) : RechargeAnswer<T>;

    /// <summary>It failed.</summary>
    public sealed record Failed(CallFailure Failure) : RechargeAnswer<T>;
}
