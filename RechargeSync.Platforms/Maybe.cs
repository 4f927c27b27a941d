namespace RechargeSync.Platforms;

/// <summary>
/// What is said of a fact: nothing at all (the default), or a value, which may be null. What is not mentioned stays as
/// it is on the platform; what is null is emptied there.
/// </summary>
/// <typeparam name="T">The fact's type.</typeparam>
/// <param name="Value">The value; the type's default where the fact is not mentioned.</param>
/// <param name="IsMentioned">Whether anything is said.</param>
public readonly record struct Maybe<T>(T Value, bool IsMentioned = true)
{
    /// <summary>A fact that is mentioned.</summary>
    public static implicit operator Maybe<T>(T value) => new(value);
}
