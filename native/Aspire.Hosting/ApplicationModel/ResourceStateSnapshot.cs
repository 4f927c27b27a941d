namespace Aspire.Hosting.ApplicationModel;

/// <summary>State of a resource at one time.</summary>
/// <param name="Text">The state; see <see cref="KnownResourceStates"/>.</param>
/// <param name="Style">How a page may show it.</param>
public sealed record ResourceStateSnapshot(string Text, string? Style)
{
    /// <summary>Makes a snapshot of a state's name.</summary>
    public static ResourceStateSnapshot? FromString(string? text) => text is null ? null : new(text, Style: null);

    /// <summary>Makes a snapshot of a state's name.</summary>
    public static implicit operator ResourceStateSnapshot?(string? text) => FromString(text);
}
