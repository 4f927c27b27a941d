using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>
/// The pipelines of one name. They live as long as the container: HttpClient's handlers are renewed every few minutes,
/// and limiter and breaker must not forget with them.
/// </summary>
internal sealed class StandardPipelines(
    string name, IOptionsMonitor<HttpStandardResilienceOptions> options, IOptionsMonitor<StandardPipelineSelection> selection)
    : IDisposable
{
    private readonly ConcurrentDictionary<string, StandardPipeline> _pipelines = new(StringComparer.OrdinalIgnoreCase);
    private readonly bool _byAuthority = selection.Get(name).ByAuthority;

    public StandardPipeline For(HttpRequestMessage request)
    {
        var key = _byAuthority ? request.RequestUri?.GetLeftPart(UriPartial.Authority) ?? string.Empty : string.Empty;
        return _pipelines.GetOrAdd(key, static (_, o) => new StandardPipeline(o), options.Get(name));
    }

    public void Dispose()
    {
        foreach (var pipeline in _pipelines.Values)
        {
            pipeline.Dispose();
        }
    }
}
