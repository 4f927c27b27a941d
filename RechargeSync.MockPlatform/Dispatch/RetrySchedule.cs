namespace RechargeSync.MockPlatform.Dispatch;

/// <summary>
/// 20 attempts in 48 hours, as documented. The spacing is not; here the waits grow with the square of the attempt,
/// from 70 seconds to 7 hours.
/// </summary>
/// <param name="timeScale">How many times faster than that.</param>
internal sealed class RetrySchedule(double timeScale)
{
    public const int Attempts = 20;
    private static readonly TimeSpan Window = TimeSpan.FromHours(48);

    // The sum of the squares of 1 to 19, the number of waits.
    private const double Units = 2470;

    /// <summary>How long to wait after that failed attempt.</summary>
    /// <param name="attempt">1 for the first one; below <see cref="Attempts"/>.</param>
    /// <returns>Whole milliseconds, as timers count.</returns>
    public TimeSpan WaitAfter(int attempt) =>
        TimeSpan.FromMilliseconds(Math.Ceiling(Window.TotalMilliseconds * attempt * attempt / Units / timeScale));
}
