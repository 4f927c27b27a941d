namespace Aspire.Hosting.ApplicationModel;

/// <summary>A command's request before it is sent.</summary>
public sealed class HttpCommandRequestContext
{
    /// <summary>The request.</summary>
    public required HttpRequestMessage Request { get; init; }
}
