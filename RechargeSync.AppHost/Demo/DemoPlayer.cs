using Microsoft.Extensions.Hosting;
using RechargeSync.AppHost.Shops;

namespace RechargeSync.AppHost.Demo;

/// <summary>Waits until the system is healthy, then shows a person what it does.</summary>
/// <param name="stage">The topology.</param>
/// <param name="resources">Tells what is healthy.</param>
/// <param name="platform">The real platform; null where the sandbox takes the orders.</param>
internal sealed class DemoPlayer(DemoStage stage, ResourceNotificationService resources, Shop? platform = null)
    : BackgroundService
{
    private static readonly TimeSpan s_startTimeout = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            using var start = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            start.CancelAfter(s_startTimeout);
            if (!await IsHealthyAsync(start.Token, stoppingToken))
            {
                return;
            }

            var accessToken = await stage.AccessToken.GetValueAsync(stoppingToken);
            using var mock = new MockClient(new Uri(stage.Mock.Url), accessToken ?? "");
            using var shop = platform is null ? null : await platform.OpenAsync(stoppingToken);
            await new DemoScript(mock, new DemoPlatform(shop), stage, TimeProvider.System).PlayAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The person pressed Ctrl+C before the end of the demo.
        }
        catch (HttpRequestException exception)
        {
            Say($"The demo cannot go on: {exception.Message}. The system keeps running.");
        }
    }

    private async Task<bool> IsHealthyAsync(CancellationToken cancellationToken, CancellationToken stoppingToken)
    {
        try
        {
            await Task.WhenAll(
                new[] { stage.Mock, stage.Webhooks, stage.Worker }.Select(e =>
                    resources.WaitForResourceHealthyAsync(
                        e.Resource.Name,
                        WaitBehavior.WaitOnResourceUnavailable,
                        cancellationToken
                    )
                )
            );
            return true;
        }
        catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
        {
            Say(
                "No demo: webhooks, worker and mock were not all healthy "
                    + $"after {s_startTimeout.TotalMinutes:0} minutes; the dashboard says why."
            );
            return false;
        }
    }

    private static void Say(string text) => Console.Out.WriteLine(text);
}
