using RechargeSync.Core.Http;

namespace RechargeSync.Core.Platforms;

/// <summary>
/// Keeps one worker from making more calls at once than a platform is to bear, however many orders it works on. A call
/// that finds no place in time is deferred, which costs its order no try.
/// </summary>
/// <param name="platform">Whom to call.</param>
/// <param name="concurrency">Calls at once.</param>
/// <param name="longestWait">How long a call waits for its place.</param>
internal sealed class ConcurrencyLimitedPlatform(IOrderPlatform platform, int concurrency, TimeSpan longestWait)
    : IOrderPlatform,
        IDisposable
{
    private readonly SemaphoreSlim _places = new(concurrency);

    public Task<PlatformAnswer<PlatformIds>> FindAsync(string reference, CancellationToken cancellationToken) =>
        CallAsync(token => platform.FindAsync(reference, token), cancellationToken);

    public Task<PlatformAnswer<PlatformIds>> CreateAsync(
        string reference,
        PlatformOrder order,
        CancellationToken cancellationToken
    ) => CallAsync(token => platform.CreateAsync(reference, order, token), cancellationToken);

    public Task<PlatformAnswer<PlatformIds>> UpdateAsync(
        string platformOrderId,
        PlatformOrder order,
        CancellationToken cancellationToken
    ) => CallAsync(token => platform.UpdateAsync(platformOrderId, order, token), cancellationToken);

    public Task<PlatformAnswer<bool>> ClearCartAsync(string cartId, CancellationToken cancellationToken) =>
        CallAsync(token => platform.ClearCartAsync(cartId, token), cancellationToken);

    public void Dispose() => _places.Dispose();

    private async Task<PlatformAnswer<T>> CallAsync<T>(
        Func<CancellationToken, Task<PlatformAnswer<T>>> call,
        CancellationToken cancellationToken
    )
    {
        if (!await _places.WaitAsync(longestWait, cancellationToken))
        {
            return new PlatformAnswer<T>.Failed(new CallFailure(CallFailureKind.Deferred, "platform_busy"));
        }

        try
        {
            return await call(cancellationToken);
        }
        finally
        {
            _places.Release();
        }
    }
}
