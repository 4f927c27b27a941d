using System.Diagnostics.CodeAnalysis;
using RechargeSync.Core.Http;

namespace RechargeSync.Core.Platforms;

/// <summary>What a platform may answer.</summary>
[SuppressMessage("Design", "CA1034", Justification = "The cases of one closed set.")]
internal abstract record PlatformAnswer<T>
{
    private PlatformAnswer() { }

    /// <summary>It worked.</summary>
    public sealed record Ok(T Value) : PlatformAnswer<T>;

    /// <summary>The order, reference or cart does not exist.</summary>
    public sealed record NotFound : PlatformAnswer<T>;

    /// <summary>The reference is taken already: look it up.</summary>
    public sealed record Taken : PlatformAnswer<T>;

    /// <summary>It failed.</summary>
    public sealed record Failed(CallFailure Failure) : PlatformAnswer<T>;
}
