using Microsoft.Playwright;
using RechargeSync.ConsoleTests.Browsing;
using RechargeSync.ConsoleTests.Hosting;
using RechargeSync.ConsoleTests.Seeding;

namespace RechargeSync.ConsoleTests.Pages;

/// <summary>What holds for each page.</summary>
[Collection(UsesConsole.Name)]
public sealed class EveryPageTests(ConsoleSystem system)
{
    public static TheoryData<string, string> Pages =>
        new()
        {
            { "/", "Overview" },
            { "/?range=week", "Overview" },
            { "/orders", "Orders" },
            { "/orders?search=none-such", "Orders" },
            { "/orders/default/" + SeededIds.StoryText, "Order " + SeededIds.StoryText },
            { "/orders/place?store=default&reason=before_go_live", "Place 0 orders?" },
            { "/dead-letters", "Dead letters" },
            { "/dead-letters?store=default&reason=unauthorized&kind=order", "Dead letters" },
            { "/dead-letters/letter?store=default&id=order/534970001", "Dead letter order/534970001" },
            {
                "/dead-letters/confirm?act=discard&store=default&reason=unauthorized&kind=order",
                "Discard 14 dead letters?"
            },
            { "/jobs", "Jobs" },
            { "/jobs/1", "Job 1" },
            { "/deliveries", "Deliveries" },
            { "/deliveries/1", "Delivery 1" },
            { "/deliveries/unstored", "Deliveries" },
            { "/deliveries/explain-signature", "Deliveries" },
            { "/reconciliation", "Reconciliation" },
            { "/reconciliation/1", "Run 1" },
            { "/subscriptions", "Subscriptions" },
            { "/pauses", "Pauses" },
            { "/live", "Live" },
            { "/acts", "Audit trail" },
            { "/doctor", "Doctor" },
        };

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_allows_nothing_but_its_own_files_and_the_browser_does_not_complain(
        string address,
        string heading
    )
    {
        await using var window = await system.OpenAsync();
        var answer = await window.GoToAsync(address);
        var policy = (await answer.AllHeadersAsync())["content-security-policy"];

        Assert.StartsWith(heading, await window.HeadingAsync(), StringComparison.Ordinal);
        Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Empty(window.Complaints);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_keeps_nobody_out(string address, string heading)
    {
        await using var light = await system.OpenAsync();
        await light.GoToAsync(address);
        var findings = await AxeCheck.FindingsAsync(light.Page);
        await using var dark = await system.OpenAsync(scheme: ColorScheme.Dark);
        await dark.GoToAsync(address);

        Assert.Empty(
            findings.Concat((await AxeCheck.FindingsAsync(dark.Page)).Select(finding => $"dark, {heading}: {finding}"))
        );
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_can_be_read_without_scripts(string address, string heading)
    {
        await using var window = await system.OpenAsync(scripts: false);
        await window.GoToAsync(address);

        Assert.StartsWith(heading, await window.HeadingAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_fits_a_phone(string address, string heading)
    {
        await using var window = await system.OpenAsync(isPhone: true);
        await window.GoToAsync(address);

        var width = await window.Page.EvaluateAsync<int>("document.documentElement.scrollWidth");

        Assert.True(width <= 390, $"{heading} is {width} wide.");
    }

    [Fact]
    public async Task First_key_press_offers_to_skip_to_the_content()
    {
        await using var window = await system.OpenAsync();
        await window.GoToAsync("/orders");

        await window.Page.Keyboard.PressAsync("Tab");
        await window.Page.Keyboard.PressAsync("Enter");

        Assert.Equal("content", await window.Page.EvaluateAsync<string>("document.activeElement.id"));
    }

    [Fact]
    public async Task Address_that_leads_nowhere_gives_a_page()
    {
        await using var window = await system.OpenAsync();
        var answer = await window.GoToAsync("/no/such/page");

        Assert.Equal(404, answer.Status);
        Assert.Equal("There is no such page", await window.HeadingAsync());
    }

    [Fact]
    public async Task Live_shows_events_as_they_happen()
    {
        await using var window = await system.OpenAsync();
        await window.GoToAsync("/live");
        await window.Page.GetByText("Connected").WaitForAsync();

        await Seed.ExecuteAsync(
            system.Database,
            "INSERT INTO audit_log (actor, action, store, resource_key, note) VALUES ('olive', 'replay', 'default', 'order/534919106', 'live')"
        );

        await window.Page.Locator(".tail li.fresh").First.WaitForAsync();
    }
}
