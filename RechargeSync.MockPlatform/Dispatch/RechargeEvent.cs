using RechargeSync.MockPlatform.Recharge.Records;
using RechargeSync.MockPlatform.Stores;

namespace RechargeSync.MockPlatform.Dispatch;

/// <summary>Something happened to a resource; every subscription of the topic hears of it.</summary>
/// <param name="Subject">The resource as it was at that moment.</param>
internal sealed record RechargeEvent(Store Store, string Topic, IWebhookSubject Subject);
