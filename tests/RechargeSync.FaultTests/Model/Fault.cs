namespace RechargeSync.FaultTests.Model;

/// <summary>What happens at one call of the worker, to the outside or to its table.</summary>
internal enum Fault
{
    None,

    /// <summary>It does not arrive.</summary>
    Unreachable,

    /// <summary>It is refused: 500 outside, an error of the database within.</summary>
    Refused,

    /// <summary>429 outside; nothing within.</summary>
    Throttled,

    /// <summary>It takes effect, and the answer is lost.</summary>
    AnswerLost,

    /// <summary>It takes effect, and half of the answer arrives; lost altogether within.</summary>
    AnswerHalved,

    /// <summary>The worker dies before it takes effect.</summary>
    CrashBefore,

    /// <summary>It takes effect, and the worker dies before it hears of that.</summary>
    CrashAfter,

    /// <summary>
    /// It takes effect later, within the settle time, when the caller has given up; lost altogether within.
    /// </summary>
    Late,
}
