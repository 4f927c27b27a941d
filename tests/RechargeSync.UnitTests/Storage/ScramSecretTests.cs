using System.Security.Cryptography;
using System.Text;
using RechargeSync.Core.Storage;

namespace RechargeSync.UnitTests.Storage;

/// <summary>A password as Postgres keeps it.</summary>
public sealed class ScramSecretTests
{
    /// <summary>
    /// The exchange of RFC 7677, section 3: its proof and its signature must follow from what we keep.
    /// </summary>
    [Fact]
    public void Secret_lets_in_who_knows_the_password()
    {
        const string Salt = "W22ZaJ0SNY7soEsUEjb6gQ==";
        const string Nonce = "rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
        const string Proof = "dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=";
        const string Signature = "6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=";
        var message = Encoding.ASCII.GetBytes(
            $"n=user,r=rOprNGfwEbeRWgbNEkqO,r={Nonce},s={Salt},i=4096,c=biws,r={Nonce}"
        );

        var parts = ScramSecret.Of("pencil", Convert.FromBase64String(Salt)).Split('$', ':');
        Assert.Equal(["SCRAM-SHA-256", "4096", Salt], parts[..3]);
        var (stored, server) = (Convert.FromBase64String(parts[3]), Convert.FromBase64String(parts[4]));

        var client = Convert
            .FromBase64String(Proof)
            .Zip(HMACSHA256.HashData(stored, message), (proof, mask) => (byte)(proof ^ mask))
            .ToArray();
        Assert.Equal(stored, SHA256.HashData(client));
        Assert.Equal(Signature, Convert.ToBase64String(HMACSHA256.HashData(server, message)));
    }

    [Fact]
    public void Same_password_is_kept_differently_each_time() =>
        Assert.NotEqual(ScramSecret.Of("pencil"), ScramSecret.Of("pencil"), StringComparer.Ordinal);
}
