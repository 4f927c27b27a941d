using System.Net;
using RechargeSync.MockPlatform.Tests.Hosting;

namespace RechargeSync.MockPlatform.Tests.Recharge;

public sealed class AddressLockTests
{
    private static readonly TimeSpan WriteDuration = TimeSpan.FromSeconds(1);
    private static readonly object Ids = new { external_order_id = new { ecommerce = "9" } };

    [Fact]
    public async Task Two_writes_to_orders_of_one_address_collide()
    {
        await using var mock = Slow();
        var first = await mock.BuyAsync(addressId: 5);
        var second = await mock.BuyAsync(addressId: 5);

        await AssertCollideAsync(mock, $"/orders/{first.OrderIds[0]}", $"/orders/{second.OrderIds[0]}");
    }

    [Fact]
    public async Task A_write_to_an_order_and_one_to_its_charge_collide()
    {
        await using var mock = Slow();
        var bought = await mock.BuyAsync("prepaid");

        await AssertCollideAsync(mock, $"/orders/{bought.OrderIds[0]}", $"/charges/{bought.ChargeId}");
    }

    [Fact]
    public async Task Writes_to_different_addresses_do_not_meet()
    {
        await using var mock = Slow();
        var first = await mock.BuyAsync();
        var second = await mock.BuyAsync();

        var one = mock.RechargeAsync(HttpMethod.Put, $"/orders/{first.OrderIds[0]}", Ids);
        await mock.Time.UntilTimerAsync(WriteDuration);
        var other = mock.RechargeAsync(HttpMethod.Put, $"/orders/{second.OrderIds[0]}", Ids);
        Assert.False(other.IsCompleted);
        while (!one.IsCompleted || !other.IsCompleted)
        {
            mock.Time.Advance(WriteDuration);
            await Task.Yield();
        }

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), ((await one).StatusCode, (await other).StatusCode));
    }

    [Fact]
    public async Task A_read_is_never_locked_out()
    {
        await using var mock = Slow();
        var bought = await mock.BuyAsync();
        var write = mock.RechargeAsync(HttpMethod.Put, $"/orders/{bought.OrderIds[0]}", Ids);
        await mock.Time.UntilTimerAsync(WriteDuration);

        await mock.GetRechargeAsync($"/orders/{bought.OrderIds[0]}");

        mock.Time.Advance(WriteDuration);
        Assert.Equal(HttpStatusCode.OK, (await write).StatusCode);
    }

    private static MockHost Slow() => new(("Mock:Recharge:WriteDuration", "00:00:01"));

    private static async Task AssertCollideAsync(MockHost mock, string one, string other)
    {
        var holder = mock.RechargeAsync(HttpMethod.Put, one, Ids);
        await mock.Time.UntilTimerAsync(WriteDuration);

        using var refused = await mock.RechargeAsync(HttpMethod.Put, other, Ids);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal(
            """{"error":"A call to this route is already in progress."}""",
            await refused.Content.ReadAsStringAsync()
        );
        Assert.Equal(1, (await mock.AuditAsync())["recharge"]!["conflicts"]!.GetValue<int>());

        mock.Time.Advance(WriteDuration);
        Assert.Equal(HttpStatusCode.OK, (await holder).StatusCode);
        var again = mock.RechargeAsync(HttpMethod.Put, other, Ids);
        await mock.Time.UntilTimerAsync(WriteDuration);
        mock.Time.Advance(WriteDuration);
        Assert.Equal(HttpStatusCode.OK, (await again).StatusCode);
    }
}
