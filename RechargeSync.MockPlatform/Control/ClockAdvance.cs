namespace RechargeSync.MockPlatform.Control;

/// <summary>How far the calendar jumps: <c>POST /control/clock/advance</c>.</summary>
internal sealed record ClockAdvance(double Days);
