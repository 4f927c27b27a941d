using System.Net.Http.Json;
using RechargeSync.ConsoleTests.Hosting;
using RechargeSync.ConsoleTests.Seeding;
using RechargeSync.Testing;

namespace RechargeSync.ConsoleTests.Pages;

[Collection(UsesConsole.Name)]
public sealed class ReconciliationTests(ConsoleSystem system)
{
    private const long Missed = 700000001;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Drift_is_healed()
    {
        await MissAsync();
        var run = await Seed.DriftAsync(system.Database, Settings.Played, Missed);
        await system.StartWorkerAsync();
        await using var window = await system.OpenAsync();
        await window.GoToAsync($"/reconciliation/{run}");

        await window.ClickButtonAsync("Heal");

        await Until.TrueAsync(
            async () =>
            {
                await window.GoToAsync($"/reconciliation/{run}");
                return await window.Page.Locator("td[data-label='Stands now']").First.InnerTextAsync() == "done";
            },
            "the missed order is done",
            s_patience,
            CancellationToken.None
        );
    }

    [Fact]
    public async Task Dry_run_shows_what_a_run_would_place_and_does_nothing()
    {
        var run = await Seed.DriftAsync(system.Database, "default", 534511001);
        await Seed.ExecuteAsync(
            system.Database,
            $"UPDATE reconciliation_runs SET dry_run = true, cause = 3 WHERE id = {run}"
        );
        await using var window = await system.OpenAsync();

        await window.GoToAsync("/reconciliation");
        Assert.Contains(
            "dry run",
            await window.Page.Locator("tbody tr").First.InnerTextAsync(),
            StringComparison.Ordinal
        );
        await window.GoToAsync($"/reconciliation/{run}");

        Assert.Contains(
            "nothing was done",
            await window.Page.Locator(".head").InnerTextAsync(),
            StringComparison.Ordinal
        );
        Assert.Equal("yes", await window.Page.Locator("td[data-label='A run mends it']").InnerTextAsync());
        await window.GoToAsync("/reconciliation");
        await window.ClickButtonAsync("Only show");
        Assert.Contains("nothing is placed", await window.TextAsync(), StringComparison.Ordinal);
    }

    // Recharge has a paid order of which no webhook told.
    private async Task MissAsync()
    {
        var body = Sample.Json(Sample.Order202111);
        var changed = TimeProvider
            .System.GetUtcNow()
            .AddMinutes(-30)
            .ToString("yyyy-MM-dd'T'HH:mm:ss'+00:00'", System.Globalization.CultureInfo.InvariantCulture);
        body["order"]!["id"] = Missed;
        body["order"]!["updated_at"] = changed;
        body["order"]!["created_at"] = changed;
        body["order"]!["processed_at"] = changed;
        body["store"] = Settings.Played;
        using var http = new HttpClient { BaseAddress = system.Mock };
        using var answer = await http.PostAsJsonAsync("/control/seed", body);
        answer.EnsureSuccessStatusCode();
    }
}
