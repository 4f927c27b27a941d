using System.IO.Pipelines;

namespace RechargeSync.Core.Inbox;

/// <summary>
/// Ends a read that waits for its sender for too long. Begun by the first read that has to wait, so that a body which
/// came together with its headers costs no timer.
/// </summary>
internal sealed class BodyDeadline : IDisposable
{
    private readonly CancellationTokenSource _end;
    private readonly CancellationTokenRegistration _cancel;

    private BodyDeadline(PipeReader body, TimeSpan left, TimeProvider clock)
    {
        _end = new CancellationTokenSource(left > TimeSpan.Zero ? left : TimeSpan.Zero, clock);
        _cancel = _end.Token.Register(static body => ((PipeReader)body!).CancelPendingRead(), body);
    }

    /// <summary>Reads on; a result that is cancelled means that time is up.</summary>
    /// <param name="body">The request's body.</param>
    /// <param name="time">When it has to be there.</param>
    /// <param name="deadline">The deadline; begun here where the read has to wait.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static ValueTask<ReadResult> ReadAsync(
        PipeReader body,
        BodyTime time,
        ref BodyDeadline? deadline,
        CancellationToken cancellationToken
    )
    {
        var read = body.ReadAsync(cancellationToken);
        if (!read.IsCompleted)
        {
            deadline ??= new BodyDeadline(body, time.Left, time.Clock);
        }

        return read;
    }

    public void Dispose()
    {
        _cancel.Dispose();
        _end.Dispose();
    }
}

/// <summary>The time that a body may take from its first byte on.</summary>
internal readonly struct BodyTime(TimeSpan longest, TimeProvider clock)
{
    private readonly long _begun = clock.GetTimestamp();

    public TimeProvider Clock => clock;

    public TimeSpan Left => longest - clock.GetElapsedTime(_begun);
}
