using RechargeSync.Core.Http;

namespace RechargeSync.Core.Platforms;

/// <summary>
/// Keeps one worker from making more calls at once than a platform is to bear, however many orders it works on. A call
/// that finds no place in time is deferred, which costs its order no attempt.
/// </summary>
/// <param name="platform">Whom to call.</param>
/// <param name="concurrency">Calls at once.</param>
/// <param name="maxWait">How long a call waits for its place.</param>
internal sealed class ConcurrencyLimitedPlatform(IOrderPlatform platform, int concurrency, TimeSpan maxWait)
    : IOrderPlatform,
        IDisposable
{
    private static readonly CallFailure s_busy = new(CallFailureKind.Deferred, "platform_busy");

    private static readonly PlatformChange s_noChange = new PlatformChange.Failed(s_busy);

    private readonly SemaphoreSlim _places = new(concurrency);

    public Task<PlatformAnswer> FindAsync(string reference, CancellationToken cancellationToken) =>
        CallAsync(token => platform.FindAsync(reference, token), cancellationToken);

    public Task<PlatformAnswer> CreateAsync(OutgoingOrder order, CancellationToken cancellationToken) =>
        CallAsync(token => platform.CreateAsync(order, token), cancellationToken);

    public Task<PlatformAnswer> UpdateAsync(
        string platformOrderId,
        PlatformUpdate update,
        CancellationToken cancellationToken
    ) => CallAsync(token => platform.UpdateAsync(platformOrderId, update, token), cancellationToken);

    public Task<PlatformAnswer> GetAsync(string platformOrderId, CancellationToken cancellationToken) =>
        CallAsync(token => platform.GetAsync(platformOrderId, token), cancellationToken);

    public Task<PlatformChange> CancelAsync(string platformOrderId, CancellationToken cancellationToken) =>
        CallAsync(token => platform.CancelAsync(platformOrderId, token), s_noChange, cancellationToken);

    public Task<PlatformChange> RefundAsync(
        string platformOrderId,
        PlatformRefund refund,
        CancellationToken cancellationToken
    ) => CallAsync(token => platform.RefundAsync(platformOrderId, refund, token), s_noChange, cancellationToken);

    public Task<CallFailure?> ClearCartAsync(string cartId, CancellationToken cancellationToken) =>
        CallAsync(token => platform.ClearCartAsync(cartId, token), s_busy, cancellationToken);

    public void Dispose() => _places.Dispose();

    private Task<PlatformAnswer> CallAsync(
        Func<CancellationToken, Task<PlatformAnswer>> call,
        CancellationToken cancellationToken
    ) => CallAsync(call, new PlatformAnswer.Failed(s_busy), cancellationToken);

    private async Task<T> CallAsync<T>(
        Func<CancellationToken, Task<T>> call,
        T busy,
        CancellationToken cancellationToken
    )
    {
        if (!await _places.WaitAsync(maxWait, cancellationToken))
        {
            return busy;
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
