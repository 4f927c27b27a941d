namespace RechargeSync.MockPlatform.Recharge;

/// <summary>The versions' names on the wire.</summary>
internal static class ApiVersions
{
    private const string January = "2021-01";
    private const string November = "2021-11";

    public static bool TryParse(string? text, out ApiVersion version)
    {
        version = string.Equals(text, January, StringComparison.Ordinal)
            ? ApiVersion.January2021
            : ApiVersion.November2021;
        return text is January or November;
    }

    public static string ToText(this ApiVersion version) => version == ApiVersion.January2021 ? January : November;
}
