using RechargeSync.ConsoleTests.Hosting;
using RechargeSync.ConsoleTests.Seeding;

namespace RechargeSync.ConsoleTests.Pages;

[Collection(UsesConsole.Name)]
public sealed class OrderTests(ConsoleSystem system)
{
    private const string Story = "/orders/default/" + SeededIds.StoryText;

    [Theory]
    [InlineData(SeededIds.StoryText)]
    [InlineData(SeededIds.StoryNumber)]
    [InlineData("580825290")]
    [InlineData("92812948")]
    [InlineData("recharge:default:534919106")]
    public async Task Order_is_found_by_each_of_its_names(string name)
    {
        await using var window = await system.OpenAsync();
        await window.GoToAsync("/orders");

        await window.Page.GetByRole(Microsoft.Playwright.AriaRole.Searchbox).FillAsync(name);
        await window.ClickButtonAsync("Show");
        await window.ClickLinkAsync(SeededIds.StoryText);

        Assert.StartsWith("Order " + SeededIds.StoryText, await window.HeadingAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Timeline_tells_what_happened_one_after_the_other()
    {
        await using var window = await system.OpenAsync();
        await window.GoToAsync(Story);

        var timeline = await window.Page.Locator(".timeline").InnerTextAsync();

        Assert.Matches(
            "(?s)order/created.*HTTP 503.*The warehouse does not answer.*req-7d1c40.*HTTP 429.*olive.*The platform is back.*92812948.*order/updated",
            timeline
        );
    }

    [Fact]
    public async Task Trace_leads_to_the_viewer()
    {
        await using var window = await system.OpenAsync();
        await window.GoToAsync(Story);

        var link = window.Page.Locator("a[href='https://traces.example.com/trace/4bf92f3577b34da6a3ce929d0e0e4736']");

        Assert.True(await link.CountAsync() > 0);
    }

    [Fact]
    public async Task Personal_data_of_a_payload_is_masked()
    {
        await using var window = await system.OpenAsync();
        await window.GoToAsync(Story);

        Assert.DoesNotContain("ada.tester@example.com", await window.Page.ContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reveal_shows_the_payload_and_leaves_an_act()
    {
        await using var window = await system.OpenAsync();
        await window.GoToAsync(Story);

        await window.Page.GetByLabel("Why you look").FillAsync("The shopper asked.");
        await window.ClickButtonAsync("Reveal");

        Assert.Contains("ada.tester@example.com", await window.TextAsync(), StringComparison.Ordinal);
        Assert.Equal(
            "olive",
            await Seed.ScalarAsync<string>(
                system.Database,
                "SELECT actor FROM audit_log WHERE action = 'reveal' AND resource_key = 'order/534919106' AND note = 'The shopper asked.'"
            )
        );
    }

    [Fact]
    public async Task Hostile_texts_stay_texts()
    {
        await Seed.HostileAsync(system.Database);
        await using var window = await system.OpenAsync();

        await window.GoToAsync("/orders/default/" + SeededIds.HostileText);
        await window.ClickButtonAsync("Reveal");
        await window.GoToAsync("/acts");

        Assert.Contains("<script>alert('note')</script>", await window.TextAsync(), StringComparison.Ordinal);
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task Order_that_was_kept_back_is_placed_by_hand()
    {
        await Seed.IgnoredAsync(system.Database, "before_go_live", 534544000, 1);
        await using var window = await system.OpenAsync();
        await window.GoToAsync("/orders/default/534544001");
        Assert.Contains(
            "Recharge is asked, and what it calls success is placed",
            Flat(await window.TextAsync()),
            StringComparison.Ordinal
        );

        await window.ClickButtonAsync("Place now");

        Assert.Contains(
            "A worker asks Recharge for the order at once",
            await window.TextAsync(),
            StringComparison.Ordinal
        );
        Assert.Equal(
            "1 operator olive",
            await Seed.ScalarAsync<string>(
                system.Database,
                "SELECT concat_ws(' ', state, question, (SELECT actor FROM audit_log WHERE action = 'place' AND resource_key = 'order/534544001')) FROM orders WHERE order_id = 534544001"
            )
        );
    }

    [Fact]
    public async Task Orders_from_before_go_live_are_placed_after_their_count_was_confirmed()
    {
        await Seed.IgnoredAsync(system.Database, "refunded_before_placing", 534533000, 3);
        await using var window = await system.OpenAsync();
        await window.GoToAsync("/orders?store=default&state=ignored&reason=refunded_before_placing");

        await window.ClickLinkAsync("Place all 3…");
        Assert.Equal("Place 3 orders?", await window.HeadingAsync());
        await window.ClickButtonAsync("Place all 3");

        Assert.StartsWith("Job ", await window.HeadingAsync(), StringComparison.Ordinal);
        Assert.Equal(
            "2 3",
            await Seed.ScalarAsync<string>(
                system.Database,
                "SELECT act || ' ' || total FROM bulk_jobs WHERE reason = 'refunded_before_placing'"
            )
        );
    }

    [Fact]
    public async Task Remarks_and_what_was_given_back_stand_on_the_page_and_a_mark_in_the_list()
    {
        await Seed.RemarkedAsync(system.Database, 534522001);
        await using var window = await system.OpenAsync();

        await window.GoToAsync("/orders?search=534522001");
        var line = Flat(await window.Page.Locator("tbody tr").InnerTextAsync());
        Assert.Contains("partially refunded", line, StringComparison.Ordinal);
        Assert.Contains("2 remarks", line, StringComparison.Ordinal);

        await window.ClickLinkAsync("534522001");
        var text = Flat(await window.TextAsync());
        Assert.Contains("line_items[0].properties neither a list nor an object", text, StringComparison.Ordinal);
        Assert.Contains("partially refunded, 4.50 given back", text, StringComparison.Ordinal);
        Assert.Empty(window.Complaints);
    }

    // However the browser breaks its lines.
    private static string Flat(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    [Fact]
    public async Task Ignoring_with_a_note_puts_an_order_away()
    {
        await Seed.DeadAsync(system.Database, "refused", 534555000, 1);
        await using var window = await system.OpenAsync();
        await window.GoToAsync("/orders/default/534555001");

        await window.Page.GetByLabel("Why for the audit trail").FillAsync("Sent by hand.");
        await window.ClickButtonAsync("Ignore");

        Assert.Contains("ignored", await window.Page.Locator(".head").InnerTextAsync(), StringComparison.Ordinal);
    }
}
