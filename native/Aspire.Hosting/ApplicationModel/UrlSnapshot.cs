namespace Aspire.Hosting.ApplicationModel;

/// <summary>One address of a resource.</summary>
/// <param name="Name">Name of the endpoint.</param>
/// <param name="Url">The address.</param>
/// <param name="IsInternal">True when it is of no interest to a person.</param>
public sealed record UrlSnapshot(string? Name, string Url, bool IsInternal);
