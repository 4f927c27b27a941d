namespace RechargeSync.MockPlatform.Recharge.Records;

/// <summary>A resource that an event can be about.</summary>
internal interface IWebhookSubject
{
    /// <summary>The body's top-level key, such as <c>order</c>.</summary>
    string Key { get; }

    /// <summary>
    /// The version in which its events are written whatever the subscription says; null to follow the subscription.
    /// </summary>
    ApiVersion? EventVersion { get; }

    /// <summary>The resource as JSON, without the top-level key.</summary>
    ReadOnlyMemory<byte> Render(ApiVersion version);
}
