using RechargeSync.Core.Stores;
using RechargeSync.Testing;

namespace RechargeSync.UnitTests.Stores;

public sealed class StoreRegistryTests
{
    [Fact]
    public void Store_is_found_by_its_exact_name()
    {
        var stores = StoreBuilder.Registry();
        Assert.True(stores.TryGet("default", out _));
        Assert.False(stores.TryGet("Default", out _));
        Assert.Contains(
            "Stores:gone",
            Assert.Throws<InvalidOperationException>(() => stores.Get("gone")).Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("2021-01", nameof(ApiVersion.V202101))]
    [InlineData("2021-11", nameof(ApiVersion.V202111))]
    public void Options_are_made_ready_for_use(string version, string expected)
    {
        var store = StoreBuilder.Registry(options => options.ApiVersion = version).Get("default");
        Assert.Equal((expected, "America/New_York"), (store.ApiVersion.ToString(), store.TimeZone!.Id));
        Assert.Equal("the-client-secret"u8.ToArray(), Assert.Single(store.Secrets));
        Assert.Equal([CartField.ExternalCheckoutId, CartField.Attribute, CartField.Token], store.CartFields);
    }

    [Fact]
    public void Token_is_named_without_being_told()
    {
        var one = StoreBuilder.Registry().Get("default");
        var same = StoreBuilder.Registry(options => options.ApiVersion = "2021-01").Get("default");
        var other = StoreBuilder.Registry(options => options.AccessToken = "another").Get("default");
        Assert.Matches("^[0-9A-F]{16}$", one.TokenHash);
        Assert.True(one.TokenHash == same.TokenHash && one.TokenHash != other.TokenHash);
    }
}
