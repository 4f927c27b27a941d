using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using RechargeSync.AppHost.Tests.Driving;

namespace RechargeSync.AppHost.Tests.Flows;

/// <summary>
/// What was given up is listed with its reason and can be repaired by one call; each action is on record.
/// </summary>
[Collection(OneSystem.Name)]
public sealed class DeadLetterTests(RunningSystem system) : IDisposable
{
    private const string Root = "/admin/v1/dead-letters";

    private readonly HttpClient _console = system.App.CreateHttpClient("console");

    public void Dispose() => _console.Dispose();

    [Fact]
    public async Task Order_that_recharge_does_not_know_is_a_dead_letter_with_its_reason_and_the_answer()
    {
        var order = await DeadOrderAsync();

        var listed = await ListAsync($"?store=default&reason=not_found&limit=500");
        var detail = await _console.GetFromJsonAsync<JsonNode>($"{Root}/default/order/{order.Id}");

        Assert.Contains(listed, letter => letter!["id"]!.GetValue<string>() == $"order/{order.Id}");
        var failure = detail!["attempts"]![0]!;
        Assert.Equal("write_order_ids", failure["step"]!.GetValue<string>());
        Assert.Equal(404, failure["status"]!.GetValue<int>());
    }

    [Fact]
    public async Task Replayed_order_goes_on_where_it_stopped_and_is_not_placed_again()
    {
        var order = await DeadOrderAsync();
        await system.Driver.SeedAsync(order);

        var replayed = await ActAsync(
            "replay",
            new JsonObject { ["store"] = "default", ["ids"] = new JsonArray($"order/{order.Id}") }
        );

        Assert.Equal(1, replayed);
        var audit = await system.Driver.UntilAsync(
            a => a.OrderOf(order.Id).ExternalOrderId is not null,
            "the ids are written"
        );
        var placed = Assert.Single(audit.Placed(order.Reference));
        Assert.Equal((placed.Id, 1), (audit.OrderOf(order.Id).ExternalOrderId, placed.CreateCalls));
    }

    [Fact]
    public async Task Discarding_needs_a_note_and_takes_it_off_the_list()
    {
        var order = await DeadOrderAsync();
        var selection = new JsonObject { ["store"] = "default", ["ids"] = new JsonArray($"order/{order.Id}") };

        using var refused = await _console.PostAsJsonAsync($"{Root}/ignore", selection);
        selection["note"] = "a test order";
        var discarded = await ActAsync("ignore", selection);

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal(1, discarded);
        using var gone = await _console.GetAsync(new Uri($"{Root}/default/order/{order.Id}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        Assert.Equal(
            "ignore developer a test order",
            Assert.Single(await system.Driver.ActsAsync($"order/{order.Id}"))
        );
    }

    [Fact]
    public async Task Many_are_replayed_by_reason()
    {
        var orders = new[] { await DeadOrderAsync(), await DeadOrderAsync(), await DeadOrderAsync() };
        foreach (var order in orders)
        {
            await system.Driver.SeedAsync(order);
        }

        var asked = await ActAsync(
            "replay",
            new JsonObject { ["store"] = "default", ["reason"] = "not_found" },
            answers: "total"
        );

        Assert.True(asked >= orders.Length);
        await system.Driver.UntilAsync(
            a => orders.All(order => a.OrderOf(order.Id).ExternalOrderId is not null),
            "all ids are written"
        );
    }

    [Fact]
    public async Task List_is_paged_by_cursor()
    {
        await DeadOrderAsync();
        await DeadOrderAsync();

        var first = await _console.GetFromJsonAsync<JsonNode>($"{Root}?limit=1");
        var second = await _console.GetFromJsonAsync<JsonNode>(
            $"{Root}?limit=1&cursor={Uri.EscapeDataString(first!["next"]!.GetValue<string>())}"
        );

        Assert.NotEqual(
            first["items"]![0]!["id"]!.GetValue<string>(),
            second!["items"]![0]!["id"]!.GetValue<string>(),
            StringComparer.Ordinal
        );
    }

    // Recharge answers 404 to the write-back of an order that was never seeded.
    private async Task<ShopOrder> DeadOrderAsync()
    {
        var order = new ShopOrder(Shop.Default);
        await system.Driver.DeliverAsync("order/created", order);
        await system.Driver.UntilRestsAsync(order);
        return order;
    }

    private async Task<JsonArray> ListAsync(string query) =>
        (await _console.GetFromJsonAsync<JsonNode>(Root + query))!["items"]!.AsArray();

    private async Task<int> ActAsync(string act, JsonObject selection, string answers = "count")
    {
        using var answer = await _console.PostAsJsonAsync($"{Root}/{act}", selection);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())![answers]!.GetValue<int>();
    }
}
