namespace RechargeSync.MockPlatform.Recharge;

/// <summary>The words of the API, status and type: lower case in 2021-11, upper case in 2021-01.</summary>
internal static class Words
{
#pragma warning disable CA1308 // Lower case is what the wire format asks for; nothing is compared by it.
    public static string Lower(string? text) => text?.ToLowerInvariant() ?? "";
#pragma warning restore CA1308
}
