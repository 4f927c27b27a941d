namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a command's request looks like.</summary>
public class HttpCommandOptions : CommandOptions
{
    /// <summary>Its method; by default POST.</summary>
    public HttpMethod? Method { get; set; }

    /// <summary>Adds headers and a body.</summary>
    public Func<HttpCommandRequestContext, Task>? PrepareRequest { get; set; }
}
