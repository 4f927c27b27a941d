namespace RechargeSync.MockPlatform.Control;

/// <summary>The mock's calendar, and what a jump of it made due.</summary>
internal sealed record ClockResponse(DateTimeOffset Now, IReadOnlyList<long> ProcessedOrderIds);
