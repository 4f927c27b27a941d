using System.Security.Cryptography;
using System.Text;

namespace RechargeSync.ConsoleTests.Hosting;

/// <summary>The keys that the Console under test knows.</summary>
internal static class Keys
{
    public const string Operator = "operator-key-of-the-tests";
    public const string Viewer = "viewer-key-of-the-tests";

    public static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
