namespace Aspire.Hosting.Testing;

/// <summary>The builder of an application under test: the model can be changed before it is built.</summary>
public interface IDistributedApplicationTestingBuilder : IDistributedApplicationBuilder, IAsyncDisposable, IDisposable
{
    /// <summary>Builds the application. The test starts it and disposes of it.</summary>
    Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default);
}
