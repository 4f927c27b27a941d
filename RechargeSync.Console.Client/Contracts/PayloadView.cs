namespace RechargeSync.Core.Admin.Contracts;

/// <summary>A stored payload.</summary>
/// <param name="DeliveryId">The delivery that brought it.</param>
/// <param name="Store">The store's name.</param>
/// <param name="Topic">The topic.</param>
/// <param name="ReceivedAt">When.</param>
/// <param name="Bytes">Size of the body as received.</param>
/// <param name="Masked">True where personal data is hidden.</param>
/// <param name="MaskedValues">How many values are hidden.</param>
/// <param name="Body">
/// Indented JSON. What is not JSON is hidden whole while masked, and the text as received otherwise. Hostile: encode
/// it.
/// </param>
public sealed record PayloadView(
    long DeliveryId,
    string Store,
    string Topic,
    DateTimeOffset ReceivedAt,
    int Bytes,
    bool Masked,
    int MaskedValues,
    string Body
);
