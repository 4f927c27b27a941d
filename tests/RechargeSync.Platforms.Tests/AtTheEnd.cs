namespace RechargeSync.Platforms.Tests;

/// <summary>Takes back what was done for a test.</summary>
internal sealed class AtTheEnd(Func<Task> act) : IAsyncDisposable
{
    public async ValueTask DisposeAsync() => await act();
}
