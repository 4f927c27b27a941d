using System.Net;

namespace RechargeSync.Core.Stores;

/// <summary>What an address to the outside must not be: tokens, keys and bodies travel to it.</summary>
internal static class OutsideAddress
{
    /// <summary>
    /// What is wrong with it, with the key that is to be corrected; nothing where it is no address at all.
    /// </summary>
    /// <param name="key">The address's own key.</param>
    /// <param name="address">As it is configured.</param>
    /// <param name="allowHttp">Whether it was said aloud that HTTP will do.</param>
    /// <param name="allowKey">The key by which that is said.</param>
    public static IEnumerable<string> Problems(string key, string address, bool allowHttp, string allowKey)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri))
        {
            yield break;
        }

        if (uri.UserInfo.Length > 0)
        {
            yield return $"{key} holds a user or a password, which would be shown wherever the address is: take it out.";
        }

        if (uri.Scheme == Uri.UriSchemeHttp && !allowHttp && !IsThisMachine(uri))
        {
            yield return $"{key} begins with http: all that is sent there can be read on the way. Give an https address, "
                + $"or set {allowKey} to true where the network between is your own.";
        }
    }

    private static bool IsThisMachine(Uri uri) =>
        uri.IsLoopback || IPAddress.TryParse(uri.DnsSafeHost, out var address) && IPAddress.IsLoopback(address);
}
