namespace RechargeSync.FaultTests.Load;

/// <summary>What may stand neither in a log nor in Redis.</summary>
internal static class Secrets
{
    /// <summary>
    /// Part of every name, street, city, telephone and e-mail address that the suite invents, and of every checkout's
    /// token, which opens what holds them.
    /// </summary>
    public const string PersonalMark = "zyx";

    public static readonly IReadOnlyList<string> Forbidden =
    [
        PersonalMark,
        Shop.PlatformKey,
        .. Shop.All.Select(shop => shop.ClientSecret),
        .. Shop.All.Select(shop => shop.AccessToken),
    ];
}
