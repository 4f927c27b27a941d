namespace Microsoft.Extensions.Http.Resilience;

/// <summary>Which calls share a pipeline's state.</summary>
internal sealed class StandardPipelineSelection
{
    public bool ByAuthority { get; set; }
}
