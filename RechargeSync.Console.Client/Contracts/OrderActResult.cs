namespace RechargeSync.Core.Admin.Contracts;

/// <summary>An act that was done.</summary>
/// <param name="Store">The store's name.</param>
/// <param name="OrderId">Recharge's id.</param>
/// <param name="Act"><c>retry</c>, <c>redo</c> or <c>ignore</c>.</param>
/// <param name="Message">What happens now, in plain words.</param>
public sealed record OrderActResult(string Store, long OrderId, string Act, string Message);
