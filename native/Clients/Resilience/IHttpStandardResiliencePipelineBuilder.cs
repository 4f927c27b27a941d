using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>What <c>AddStandardResilienceHandler</c> returns.</summary>
public interface IHttpStandardResiliencePipelineBuilder
{
    /// <summary>The name of the pipeline and of its options.</summary>
    string PipelineName { get; }

    /// <summary>The services that the pipeline is registered in.</summary>
    IServiceCollection Services { get; }
}
