using System.Security.Cryptography;

namespace RechargeSync.AppHost.Stores;

/// <summary>Passwords of the stores that run as processes.</summary>
internal static class StorePassword
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private const int Length = 32;

    /// <summary>
    /// A password that is made at its first use and kept beside the data, so that it fits them for as long as they
    /// last.
    /// </summary>
    public static ParameterResource Create(string name, StoreFolder folder)
    {
        var password = new Lazy<string>(() => Read(Path.Combine(folder.FullName, name)));
        return new ParameterResource(name, _ => password.Value, secret: true);
    }

    private static string Read(string path)
    {
        if (!File.Exists(path))
        {
            PrivateFile.Write(path, RandomNumberGenerator.GetString(Alphabet, Length));
        }

        return File.ReadAllText(path);
    }
}
