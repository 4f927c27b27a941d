namespace Microsoft.Extensions.Hosting;

/// <summary>
/// The answer of a health endpoint. Without descriptions and exceptions: those can name hosts and users.
/// </summary>
internal sealed record HealthBody(string Status, IReadOnlyDictionary<string, string> Checks);
