using RechargeSync.Platforms.Vendure;
using RechargeSync.Testing;

namespace RechargeSync.UnitTests.Platforms.Vendure;

public sealed class VendureOptionsTests
{
    private const string Key = "Stores:default:Platform:Vendure";

    [Fact]
    public void A_user_name_with_a_password_will_do() =>
        Assert.Empty(Problems(new() { Username = "a", Password = "b" }));

    [Fact]
    public void An_api_key_alone_will_do() => Assert.Empty(Problems(new(), "key"));

    [Theory]
    [InlineData("", "", "", $"{Key}:Username")]
    [InlineData("a", "b", "key", $"{Key}:Username")]
    [InlineData("a", "", "", $"{Key}:Password")]
    public void Credentials_that_are_no_whole_are_named(string username, string password, string apiKey, string key) =>
        Assert.StartsWith(key, Assert.Single(Problems(new() { Username = username, Password = password }, apiKey)));

    [Fact]
    public void What_is_empty_is_named()
    {
        var options = new VendureOptions
        {
            Username = "a",
            Password = "b",
            ShippingMethod = "",
            PaymentMethod = "",
            AdminApiPath = "",
            Mode = (VendureMode)7,
        };

        Assert.Equal(
            ["ShippingMethod", "PaymentMethod", "AdminApiPath", "Mode"],
            Problems(options).Select(problem => problem[(Key.Length + 1)..].Split(' ')[0]).ToList()
        );
    }

    private static IEnumerable<string> Problems(VendureOptions options, string apiKey = "") =>
        options.Problems(Key, TestPlatforms.Connection(apiKey: apiKey));
}
