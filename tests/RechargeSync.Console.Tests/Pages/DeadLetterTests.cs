using Microsoft.Playwright;
using RechargeSync.ConsoleTests.Hosting;
using RechargeSync.ConsoleTests.Seeding;

namespace RechargeSync.ConsoleTests.Pages;

[Collection(UsesConsole.Name)]
public sealed class DeadLetterTests(ConsoleSystem system)
{
    [Fact]
    public async Task Group_is_retried_after_its_count_was_confirmed_and_a_bar_shows_how_far_it_is()
    {
        await Seed.DeadAsync(system.Database, "throttled", 534444000, 4);
        await using var window = await system.OpenAsync();
        await window.GoToAsync("/dead-letters?store=default&reason=throttled&kind=order");

        await window.ClickLinkAsync("Retry all 4…");
        Assert.Equal("Retry 4 dead letters?", await window.HeadingAsync());
        await window.ClickButtonAsync("Retry 4");

        Assert.StartsWith("Job ", await window.HeadingAsync(), StringComparison.Ordinal);
        var bar = window.Page.GetByRole(AriaRole.Progressbar);
        Assert.Equal(
            ("retry all dead orders (throttled)", "4"),
            (await bar.GetAttributeAsync("aria-label"), await bar.GetAttributeAsync("max"))
        );
        Assert.Contains("4 rows, behind fresh orders.", await window.TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bar_of_an_open_page_follows_its_job_to_the_end()
    {
        var id = await Seed.JobAsync(system.Database, "watched", total: 4);
        await using var window = await system.OpenAsync();
        await window.GoToAsync($"/jobs/{id}");
        var bar = window.Page.GetByRole(AriaRole.Progressbar);
        await Assertions.Expect(bar).ToHaveAttributeAsync("value", "0");

        await Seed.ExecuteAsync(system.Database, $"UPDATE bulk_jobs SET started_at = now(), done = 2 WHERE id = {id}");
        await Assertions.Expect(bar).ToHaveAttributeAsync("value", "2");

        await Seed.ExecuteAsync(system.Database, $"UPDATE bulk_jobs SET done = 4, finished_at = now() WHERE id = {id}");
        await Assertions.Expect(bar).ToHaveAttributeAsync("value", "4");
        Assert.Contains("4 of 4, through", await window.TextAsync(), StringComparison.Ordinal);
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task Job_is_stopped_on_its_page()
    {
        var id = await Seed.JobAsync(system.Database, "stopped", total: 3);
        await using var window = await system.OpenAsync();
        await window.GoToAsync($"/jobs/{id}");

        await window.ClickButtonAsync("Stop");

        Assert.Contains("Stopped after 0 of 3.", await window.TextAsync(), StringComparison.Ordinal);
        Assert.True(
            await Seed.ScalarAsync<bool>(
                system.Database,
                $"SELECT stopped_by IS NOT NULL AND finished_at IS NOT NULL FROM bulk_jobs WHERE id = {id}"
            )
        );
    }

    [Fact]
    public async Task Reload_after_an_act_does_not_act_again()
    {
        await Seed.DeadAsync(system.Database, "locked", 534433000, 2);
        await using var window = await system.OpenAsync();
        await window.GoToAsync(
            "/dead-letters/confirm?act=replay&store=default&reason=locked&kind=order&id=order/534433001&id=order/534433002"
        );
        await window.ClickButtonAsync("Retry 2");
        Assert.Contains("2 dead letters given back", await window.TextAsync(), StringComparison.Ordinal);

        await window.Page.ReloadAsync();

        Assert.Equal(
            2,
            await Seed.ScalarAsync<long>(system.Database, "SELECT count(*) FROM audit_log WHERE reason = 'locked'")
        );
        Assert.DoesNotContain("given back", await window.TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chosen_letters_alone_are_ignored()
    {
        await Seed.DeadAsync(system.Database, "conflict", 534422000, 3);
        await using var window = await system.OpenAsync();
        await window.GoToAsync("/dead-letters?store=default&reason=conflict&kind=order");

        await window.Page.GetByLabel("Choose order/534422002").CheckAsync();
        await window.ClickButtonAsync("Discard chosen…");
        await window.Page.GetByLabel("Why for the audit trail").FillAsync("Sent by hand.");
        await window.ClickButtonAsync("Discard 1");

        Assert.Equal(
            "534422002",
            await Seed.ScalarAsync<string>(
                system.Database,
                "SELECT string_agg(order_id::text, ' ') FROM orders WHERE order_id BETWEEN 534422001 AND 534422003 AND state = 3"
            )
        );
    }

    [Fact]
    public async Task Reasons_are_explained()
    {
        await using var window = await system.OpenAsync();
        await window.GoToAsync("/dead-letters");

        Assert.Contains("The other side refused our key or token.", await window.TextAsync(), StringComparison.Ordinal);
    }
}
