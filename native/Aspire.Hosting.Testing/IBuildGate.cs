namespace Aspire.Hosting.Testing;

/// <summary>Builds the application of a testing builder, once.</summary>
internal interface IBuildGate : IAsyncDisposable
{
    Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken);
}
