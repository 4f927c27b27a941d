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
