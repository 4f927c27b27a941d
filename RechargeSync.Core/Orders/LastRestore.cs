namespace RechargeSync.Core.Orders;

/// <summary>When the database last lost commits, by its own clock; null where it never has.</summary>
internal delegate ValueTask<DateTimeOffset?> LastRestore(CancellationToken cancellationToken);
