using System.Net;
using RechargeSync.MockPlatform.Tests.Hosting;

namespace RechargeSync.MockPlatform.Tests.Storefront;

public sealed class StorefrontTests
{
    [Theory]
    [InlineData("/", "text/html")]
    [InlineData("/storefront.css", "text/css")]
    [InlineData("/storefront.js", "text/javascript")]
    public async Task The_page_and_its_parts_are_served(string path, string type)
    {
        await using var mock = new MockHost();

        using var response = await mock.Http.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(type, response.Content.Headers.ContentType!.MediaType);
        Assert.NotEmpty(await response.Content.ReadAsByteArrayAsync());
        Assert.Contains(
            "default-src 'none'",
            response.Headers.GetValues("Content-Security-Policy").Single(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Each_button_of_an_order_calls_something_that_exists()
    {
        await using var mock = new MockHost();
        var script = await mock.Http.GetStringAsync(new Uri("/storefront.js", UriKind.Relative));
        var acts = script
            .Split("`orders/${order.id}/")
            .Skip(1)
            .Select(rest => rest[..rest.IndexOf('`', StringComparison.Ordinal)])
            .ToHashSet(StringComparer.Ordinal);
        var answers = new List<HttpStatusCode>();

        foreach (var act in acts)
        {
            var id = (await mock.BuyAsync()).OrderIds[0];
            using var response = await mock.ControlAnswerAsync(HttpMethod.Post, $"/orders/{id}/{act}", "{}");
            answers.Add(response.StatusCode);
        }

        Assert.Superset(
            new HashSet<string>(["refund", "cancel", "redact", "skip", "edit", "clone"], StringComparer.Ordinal),
            acts
        );
        Assert.DoesNotContain(HttpStatusCode.NotFound, answers);
    }

    [Fact]
    public async Task The_catalogue_names_stores_and_products()
    {
        await using var mock = new MockHost();

        var catalogue = await mock.ControlAsync(HttpMethod.Get, "/catalogue");

        Assert.Equal(
            ["classic", "default"],
            catalogue["stores"]!.AsArray().Select(s => s!["name"]!.GetValue<string>()).Order(StringComparer.Ordinal),
            StringComparer.Ordinal
        );
        Assert.Contains(catalogue["products"]!.AsArray(), p => p!["sku"]!.GetValue<string>() == "COF-100-L");
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/alive")]
    public async Task The_mock_tells_that_it_is_well(string path)
    {
        await using var mock = new MockHost();

        using var response = await mock.Http.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }
}
