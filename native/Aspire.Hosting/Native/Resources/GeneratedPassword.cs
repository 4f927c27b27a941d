using System.Security.Cryptography;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Native;

/// <summary>Passwords that nobody has to choose.</summary>
internal static class GeneratedPassword
{
    private const string Letters = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789";

    /// <summary>Adds the secret parameter of a server. Unless configured, its value is new for each run, or as old as the server's volume.</summary>
    public static ParameterResource Add(IDistributedApplicationBuilder builder, string serverName)
    {
        var name = $"{serverName}-password";
        var generated = new Lazy<string>(() =>
        {
            var server = builder.Resources.First(r => string.Equals(r.Name, serverName, StringComparison.Ordinal));
            return server.Annotations.OfType<DataVolume>().LastOrDefault() is { } volume ? OfVolume(volume) : New();
        });
        return builder.AddParameter(name, () => builder.Configuration[$"Parameters:{name}"] ?? generated.Value, secret: true).Resource;
    }

    private static string OfVolume(DataVolume volume)
    {
        var file = volume.Path + ".password";
        if (!File.Exists(file))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            UnixFile.WritePrivate(file, New());
        }

        return File.ReadAllText(file);
    }

    private static string New() => RandomNumberGenerator.GetString(Letters, 22);
}
