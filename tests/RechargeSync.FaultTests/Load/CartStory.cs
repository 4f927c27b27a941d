namespace RechargeSync.FaultTests.Load;

/// <summary>A checkout and the cart that has to be empty in the end.</summary>
internal sealed record CartStory(Shop Shop, string Token, string CartId, Delivery Delivery);
