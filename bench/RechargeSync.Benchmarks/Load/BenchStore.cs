using System.Text;

namespace RechargeSync.Benchmarks.Load;

/// <summary>A store of the benchmarks.</summary>
internal sealed record BenchStore(string Name)
{
    public static readonly BenchStore Default = new("default");

    public string ClientSecret => $"bench-client-secret-{Name}";

    public string AccessToken => $"bench-access-token-{Name}";

    public byte[] SecretBytes { get; } = Encoding.UTF8.GetBytes($"bench-client-secret-{Name}");
}
