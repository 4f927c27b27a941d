using System.Globalization;
using RechargeSync.Platforms;
using RechargeSync.Platforms.Calls;

namespace RechargeSync.Core.Platforms;

/// <summary>
/// What holds of every adapter: a worker makes no more operations at once than the platform is to bear, however many
/// orders it works on, and each ends in time, however many calls it is made of. One that finds no place in time is
/// deferred, which costs its order no attempt. Ids that cannot be kept are a failure (<see cref="AnsweredIds"/>).
/// </summary>
/// <param name="platform">Whom to call.</param>
/// <param name="connection">Its own, for what a check says.</param>
/// <param name="limits">The limits.</param>
/// <param name="clock">Measures the time of an operation.</param>
internal sealed class LimitedPlatform(
    IOrderPlatform platform,
    PlatformConnection connection,
    PlatformLimits limits,
    TimeProvider clock
) : IOrderPlatform, IDisposable
{
    private static readonly CallFailure s_busy = new(CallFailureKind.Deferred, PlatformReason.Busy);

    private readonly SemaphoreSlim _places = new(limits.Concurrency);

    public PlatformCapabilities Capabilities => platform.Capabilities;

    public Task<PlatformAnswer> FindAsync(string reference, CancellationToken cancellationToken) =>
        AnswerAsync(token => platform.FindAsync(reference, token), cancellationToken);

    public Task<PlatformAnswer> CreateAsync(OutgoingOrder order, CancellationToken cancellationToken) =>
        AnswerAsync(token => platform.CreateAsync(order, token), cancellationToken);

    public Task<PlatformAnswer> UpdateAsync(
        string platformOrderId,
        PlatformUpdate update,
        CancellationToken cancellationToken
    ) => AnswerAsync(token => platform.UpdateAsync(platformOrderId, update, token), cancellationToken);

    public Task<PlatformAnswer> GetAsync(string platformOrderId, CancellationToken cancellationToken) =>
        AnswerAsync(token => platform.GetAsync(platformOrderId, token), cancellationToken);

    public Task<PlatformChange> CancelAsync(
        PlatformCancellation cancellation,
        CancellationToken cancellationToken
    ) => RunAsync(token => platform.CancelAsync(cancellation, token), NotChanged, cancellationToken);

    public Task<PlatformChange> RefundAsync(
        string platformOrderId,
        PlatformRefund refund,
        CancellationToken cancellationToken
    ) => RunAsync(token => platform.RefundAsync(platformOrderId, refund, token), NotChanged, cancellationToken);

    public Task<CallFailure?> ClearCartAsync(PlatformCart cart, CancellationToken cancellationToken) =>
        RunAsync(token => platform.ClearCartAsync(cart, token), failure => failure, cancellationToken);

    public Task<IReadOnlyList<PlatformFinding>> CheckAsync(CancellationToken cancellationToken) =>
        RunAsync(platform.CheckAsync, failure => [PlatformFinding.Of(failure, connection)], cancellationToken);

    public void Dispose() => _places.Dispose();

    private async Task<PlatformAnswer> AnswerAsync(
        Func<CancellationToken, Task<PlatformAnswer>> operation,
        CancellationToken cancellationToken
    ) => AnsweredIds.Checked(await RunAsync(operation, Failed, cancellationToken));

    private static PlatformAnswer Failed(CallFailure failure) => new PlatformAnswer.Failed(failure);

    private static PlatformChange NotChanged(CallFailure failure) => new PlatformChange.Failed(failure);

    private async Task<T> RunAsync<T>(
        Func<CancellationToken, Task<T>> operation,
        Func<CallFailure, T> failed,
        CancellationToken cancellationToken
    )
    {
        if (!await _places.WaitAsync(limits.MaxWait, cancellationToken))
        {
            return failed(s_busy);
        }

        try
        {
            using var deadline = new CancellationTokenSource(limits.Timeout, clock);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
            try
            {
                return await operation(both.Token);
            }
            catch (OperationCanceledException)
                when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                return failed(NoAnswer());
            }
        }
        finally
        {
            _places.Release();
        }
    }

    private CallFailure NoAnswer() =>
        new(
            CallFailureKind.Ambiguous,
            "timeout",
            Detail: string.Create(
                CultureInfo.InvariantCulture,
                $"no answer within {limits.Timeout.TotalSeconds:0.#} s"
            )
        )
        {
            Blame = Blame.Side,
        };
}

/// <summary>How much a platform is to bear, and for how long it is waited for.</summary>
/// <param name="Concurrency">Operations at once.</param>
/// <param name="MaxWait">How long an operation waits for its place.</param>
/// <param name="Timeout">How long it may then take.</param>
internal sealed record PlatformLimits(int Concurrency, TimeSpan MaxWait, TimeSpan Timeout);
