using System.Security.Cryptography;
using System.Text;

namespace RechargeSync.Core.Stores;

/// <summary>A store's options, checked and made ready for use.</summary>
internal sealed class Store(string name, StoreOptions options)
{
    private static readonly CartField[] s_defaultCartFields =
    [
        CartField.ExternalCheckoutId,
        CartField.Attribute,
        CartField.Token,
    ];

    public string Name => name;

    public StoreOptions Options => options;

    public IReadOnlyList<byte[]> Secrets { get; } = [.. options.ClientSecrets.Select(Encoding.UTF8.GetBytes)];

    /// <summary>Names the token without telling it.</summary>
    public string TokenHash { get; } =
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(options.AccessToken)).AsSpan(0, 8));

    public ApiVersion ApiVersion { get; } = options.ApiVersion == "2021-01" ? ApiVersion.V202101 : ApiVersion.V202111;

    public TimeZoneInfo? TimeZone { get; } =
        options.TimeZone is { Length: > 0 } zone ? TimeZoneInfo.FindSystemTimeZoneById(zone) : null;

    public IReadOnlyList<CartField> CartFields { get; } =
        options.CartFields.Count > 0 ? [.. options.CartFields] : s_defaultCartFields;
}
