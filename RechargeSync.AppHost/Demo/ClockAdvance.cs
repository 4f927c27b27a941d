namespace RechargeSync.AppHost.Demo;

/// <summary>Moves the mock's clock: <c>POST /control/clock/advance</c>.</summary>
internal sealed record ClockAdvance(int Days)
{
    /// <summary>The prepaid orders that became due by it.</summary>
    internal sealed record Result(IReadOnlyList<long> ProcessedOrderIds);
}
