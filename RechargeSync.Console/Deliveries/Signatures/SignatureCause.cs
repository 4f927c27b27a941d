namespace RechargeSync.Console.Deliveries.Signatures;

/// <summary>What is the matter with a signature.</summary>
internal enum SignatureCause
{
    Valid,
    HeaderMissing,
    LegacyNotAccepted,
    HeaderMalformed,
    HeaderWhitespace,
    TimestampExpired,
    TimestampNotSigned,
    HmacInsteadOfHash,
    HashInsteadOfHmac,
    AccessTokenInsteadOfSecret,
    BodyReserialised,
    BodyLineBreak,
    BodyPacked,
    OtherStore,
    NoSecret,
    UnknownSecret,
}
