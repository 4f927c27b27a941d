namespace RechargeSync.MockPlatform.Platform;

/// <summary>One order on the mock platform. Immutable; a PATCH makes a new one.</summary>
/// <param name="Number">What a person sees; counts from 101.</param>
/// <param name="Key">The Idempotency-Key of the call that created it.</param>
/// <param name="CreateBody">What that call sent, to tell a repetition from another order under the same key.</param>
/// <param name="Body">The order as it is now.</param>
/// <param name="Updates">How many PATCHes took effect.</param>
internal sealed record PlatformOrder(
    string Id,
    string Number,
    string Reference,
    string Key,
    ReadOnlyMemory<byte> CreateBody,
    ReadOnlyMemory<byte> Body,
    DateTimeOffset CreatedAt,
    int Updates
);
