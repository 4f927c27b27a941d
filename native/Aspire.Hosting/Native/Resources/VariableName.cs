namespace Aspire.Hosting.Native;

internal static class VariableName
{
    /// <summary>A resource's name in the form of an environment variable's name: upper case, <c>_</c> for the rest.</summary>
    public static string From(string name) => string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToUpperInvariant(c) : '_'));
}
