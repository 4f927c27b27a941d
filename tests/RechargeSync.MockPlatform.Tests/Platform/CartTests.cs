using System.Net;
using RechargeSync.MockPlatform.Tests.Hosting;

namespace RechargeSync.MockPlatform.Tests.Platform;

public sealed class CartTests
{
    [Fact]
    public async Task A_cart_is_filled_read_and_cleared_as_often_as_one_likes()
    {
        await using var mock = new MockHost();
        using var created = await mock.PlatformAsync(
            HttpMethod.Post,
            "/carts",
            """{"items":[{"sku":"COF-100-L","quantity":2}]}"""
        );
        var id = (await MockHost.JsonOf(created))["id"]!.GetValue<string>();
        using var filled = await mock.PlatformAsync(HttpMethod.Get, $"/carts/{id}/items");
        Assert.Equal("""{"items":[{"sku":"COF-100-L","quantity":2}]}""", await filled.Content.ReadAsStringAsync());
        Assert.Equal(1, (await mock.AuditAsync())["carts"]![0]!["itemCount"]!.GetValue<int>());

        using var cleared = await mock.PlatformAsync(HttpMethod.Delete, $"/carts/{id}/items");
        using var again = await mock.PlatformAsync(HttpMethod.Delete, $"/carts/{id}/items");

        Assert.Equal(
            (HttpStatusCode.Created, HttpStatusCode.NoContent, HttpStatusCode.NoContent),
            (created.StatusCode, cleared.StatusCode, again.StatusCode)
        );
        using var empty = await mock.PlatformAsync(HttpMethod.Get, $"/carts/{id}/items");
        Assert.Equal("""{"items":[]}""", await empty.Content.ReadAsStringAsync());
        var audited = (await mock.AuditAsync())["carts"]![0]!;
        Assert.Equal(
            (id, 0, 2),
            (
                audited["id"]!.GetValue<string>(),
                audited["itemCount"]!.GetValue<int>(),
                audited["clearCalls"]!.GetValue<int>()
            )
        );
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("DELETE")]
    public async Task An_unknown_cart_is_404(string method)
    {
        await using var mock = new MockHost();

        using var response = await mock.PlatformAsync(new HttpMethod(method), "/carts/nothing/items");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"items":[{"sku":"A"}]}""")]
    [InlineData("""{"items":[{"sku":"A","quantity":0}]}""")]
    public async Task A_cart_without_proper_items_is_422(string body)
    {
        await using var mock = new MockHost();

        using var response = await mock.PlatformAsync(HttpMethod.Post, "/carts", body);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
    }
}
