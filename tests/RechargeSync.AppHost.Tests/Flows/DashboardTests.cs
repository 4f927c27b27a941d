using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RechargeSync.AppHost.Tests.Driving;

namespace RechargeSync.AppHost.Tests.Flows;

/// <summary>What a person sees in Aspire's dashboard.</summary>
[Collection(OneWatchedSystem.Name)]
public sealed class DashboardTests(WatchedSystem system)
{
    // What begins a trace: a webhook or what the sandbox's shopper does, work that nobody called for, and the
    // operators' pages.
    private static readonly string[] s_beginnings =
    [
        "POST /",
        "PUT /",
        "GET /",
        "DELETE /",
        "webhook ",
        "sync ",
        "reconcile ",
        "monitor ",
        "act in bulk",
        "sweep ",
    ];

    [Theory]
    [InlineData("webhooks")]
    [InlineData("worker")]
    [InlineData("mock")]
    [InlineData("console")]
    public async Task Service_is_healthy_on_a_port_of_its_own(string service)
    {
        using var http = system.App.CreateHttpClient(service);
        using var answer = await http.GetAsync(new Uri("/health", UriKind.Relative));

        Assert.True(answer.IsSuccessStatusCode);
        Assert.NotInRange(http.BaseAddress!.Port, 5101, 5104);
    }

    [Theory]
    [InlineData("mock", "place-standard-order", "orderIds")]
    [InlineData("mock", "place-prepaid-order", "orderIds")]
    [InlineData("mock", "advance-clock", "processedOrderIds")]
    [InlineData("console", "reconcile", "")]
    [InlineData("console", "replay-dead-letters", "")]
    public async Task Command_succeeds_and_shows_what_the_service_answered(
        string resource,
        string command,
        string member
    )
    {
        var result = await system.App.ResourceCommands.ExecuteCommandAsync(resource, command);

        Assert.True(result.Success, result.Message);
        using var answer = JsonDocument.Parse(result.Data!.Value);
        Assert.True(member.Length == 0 || answer.RootElement.TryGetProperty(member, out _), result.Data.Value);
    }

    [Fact]
    public async Task Storm_is_raised_and_ended_by_commands()
    {
        var raised = await system.App.ResourceCommands.ExecuteCommandAsync("mock", "storm-platform");
        var ended = await system.App.ResourceCommands.ExecuteCommandAsync("mock", "calm-down");

        Assert.True(raised.Success, raised.Message);
        Assert.True(ended.Success, ended.Message);
    }

    [Fact]
    public void Nobody_is_asked_for_a_certificate()
    {
#pragma warning disable ASPIRECERTIFICATES001 // Experimental; it is what the dashboard's red bar hangs on.
        var secured = system
            .App.Services.GetRequiredService<DistributedApplicationModel>()
            .Resources.Where(resource =>
                resource.HasAnnotationOfType<HttpsCertificateConfigurationCallbackAnnotation>()
            )
            .ToList();

        Assert.NotEmpty(secured);
        Assert.All(
            secured,
            resource =>
                Assert.False(resource.Annotations.OfType<HttpsCertificateAnnotation>().Last().UseDeveloperCertificate)
        );
#pragma warning restore ASPIRECERTIFICATES001
    }

    [Fact]
    public async Task One_order_is_one_trace_from_webhook_to_write_back()
    {
        var order = new ShopOrder(Shop.Default) { IsPrepaid = true };
        await system.Driver.SeedAsync(order);

        await system.Driver.DeliverAsync("order/created", order);

        var work = await system.Traces.UntilAsync(
            span =>
                span.Name == "sync order" && span.Attributes.GetValueOrDefault("sync.resource") == $"order/{order.Id}",
            "the order's work"
        );
        foreach (var step in new[] { "sync Push", "sync WriteOrderIds", "sync WriteChargeId" })
        {
            await system.Traces.UntilAsync(span => span.TraceId == work.TraceId && span.Name == step, step);
        }

        foreach (var service in new[] { "webhooks", "mock" })
        {
            await system.Traces.UntilAsync(span => span.TraceId == work.TraceId && span.Service == service, service);
        }
    }

    [Fact]
    public async Task Every_trace_begins_with_something_that_means_something_to_a_person()
    {
        // Work has been done and every service was probed by then.
        var order = new ShopOrder(Shop.Default);
        await system.Driver.SeedAsync(order);
        await system.Driver.DeliverAsync("order/created", order);
        await system.Traces.UntilAsync(
            span =>
                span.Name == "sync order" && span.Attributes.GetValueOrDefault("sync.resource") == $"order/{order.Id}",
            "the order's work"
        );

        var meaningless = (await system.Traces.SpansAsync())
            .Where(span =>
                span.ParentId.Length == 0
                && !s_beginnings.Any(beginning => span.Name.StartsWith(beginning, StringComparison.Ordinal))
            )
            .Select(span => span.ToString())
            .Distinct(StringComparer.Ordinal);

        Assert.Empty(meaningless);
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/alive")]
    [InlineData("/control/audit")]
    public async Task Probe_is_no_trace(string path) =>
        Assert.DoesNotContain(
            await system.Traces.SpansAsync(),
            span => span.Attributes.GetValueOrDefault("url.path") == path
        );
}
