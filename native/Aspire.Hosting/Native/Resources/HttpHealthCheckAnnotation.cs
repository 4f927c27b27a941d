using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Native;

internal sealed class HttpHealthCheckAnnotation(string key, EndpointAnnotation endpoint, string path, int statusCode) : HealthCheckAnnotation(key)
{
    public EndpointAnnotation Endpoint { get; } = endpoint;

    public string Path { get; } = path;

    public int StatusCode { get; } = statusCode;
}
