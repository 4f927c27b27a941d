namespace RechargeSync.Core.Work;

/// <summary>
/// A worker's hold on one row, measured from before the statement that took it, so that this worker gives up before
/// another may begin. Tells the database's time, too, so that rows know one clock only.
/// </summary>
/// <param name="duration">How long the database grants it.</param>
/// <param name="clock">Measures it; one that goes on while the machine sleeps, as the database's does.</param>
internal sealed class Lease(TimeSpan duration, TimeProvider clock)
{
    /// <summary>Kept back at the end of a lease, so that what a call has answered is saved under it.</summary>
    public static readonly TimeSpan SaveTime = TimeSpan.FromSeconds(5);

    private long _taken = clock.GetTimestamp();
    private DateTimeOffset _databaseTime;
    private DateTimeOffset? _begun;

    /// <summary>Time left for calls; zero once the lease may have passed to another worker.</summary>
    public TimeSpan Left
    {
        get
        {
            var left = duration - clock.GetElapsedTime(_taken);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>
    /// Whether a call may still begin: to be asked right before one that cannot be undone, since the machine may have
    /// slept since the step began, and no timer tells that.
    /// </summary>
    public bool AllowsCalls => Left > SaveTime;

    /// <summary>Whether most of it is left: enough for one more step without a commit, which would renew it.</summary>
    public bool IsFresh => Left > duration / 2;

    /// <summary>The database's time now.</summary>
    public DateTimeOffset Now => _databaseTime + clock.GetElapsedTime(_taken);

    /// <summary>
    /// Whether this hold on the row began after something was done: whatever followed on that was tried under an
    /// earlier one, of which this one may know nothing any more.
    /// </summary>
    /// <param name="done">When it was done, by the database's time.</param>
    public bool BeganAfter(DateTimeOffset? done) => done <= _begun;

    /// <summary>Notes that the database granted the lease, or extended it.</summary>
    /// <param name="sent">Timestamp from before the statement was sent.</param>
    /// <param name="databaseTime">The statement's own time.</param>
    public void Renewed(long sent, DateTimeOffset databaseTime)
    {
        (_taken, _databaseTime) = (sent, databaseTime);
        _begun ??= databaseTime;
    }
}
