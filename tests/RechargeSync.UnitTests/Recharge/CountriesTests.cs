using RechargeSync.Core.Recharge;

namespace RechargeSync.UnitTests.Recharge;

/// <summary>One form of country, whatever the version and the spelling.</summary>
public sealed class CountriesTests
{
    [Theory]
    [InlineData("US", "US United States")]
    [InlineData("us", "US United States")]
    [InlineData("USA", "US United States")]
    [InlineData("U.S.A.", "US United States")]
    [InlineData("United States", "US United States")]
    [InlineData("united states of america", "US United States")]
    [InlineData("UK", "GB United Kingdom")]
    [InlineData("Great Britain", "GB United Kingdom")]
    [InlineData("England", "GB United Kingdom")]
    [InlineData("South Korea", "KR South Korea")]
    [InlineData("Korea, Republic of", "KR South Korea")]
    [InlineData("Republic of Korea", "KR South Korea")]
    [InlineData("The Netherlands", "NL Netherlands")]
    [InlineData("Holland", "NL Netherlands")]
    [InlineData("Deutschland", "DE Germany")]
    [InlineData("Österreich", "AT Austria")]
    [InlineData("Côte d’Ivoire", "CI Côte d'Ivoire")]
    [InlineData("Ivory Coast", "CI Côte d'Ivoire")]
    [InlineData("Czech Republic", "CZ Czechia")]
    [InlineData("Türkiye", "TR Turkey")]
    [InlineData("Turkey", "TR Turkey")]
    [InlineData("Viet Nam", "VN Vietnam")]
    [InlineData("Russian Federation", "RU Russia")]
    [InlineData("Trinidad & Tobago", "TT Trinidad and Tobago")]
    [InlineData("Hong Kong SAR China", "HK Hong Kong")]
    [InlineData("Kosovo", "XK Kosovo")]
    public void Country_is_known_by_code_and_by_name(string text, string expected)
    {
        var country = Countries.Find(text);
        Assert.Equal(expected, $"{country?.Code} {country?.Name}");
    }

    [Theory]
    [InlineData("")]
    [InlineData("XX")]
    [InlineData("Atlantis")]
    [InlineData("United")]
    [InlineData("🇺🇸")]
    public void Unknown_country_is_none(string text) => Assert.Null(Countries.Find(text));
}
