using System.Diagnostics;
using RechargeSync.AppHost.Tests.Driving;
using RechargeSync.Testing.Telemetry;

namespace RechargeSync.AppHost.Tests.Flows;

/// <summary>Asserted on what the services export.</summary>
[Collection(OneSystem.Name)]
public sealed class TracingTests(RunningSystem system)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task One_trace_spans_webhook_push_and_write_back()
    {
        var order = new ShopOrder(Shop.Default) { IsPrepaid = true };
        await system.Driver.SeedAsync(order);

        await system.Driver.DeliverAsync("order/created", order);
        await system.Driver.UntilAsync(
            a => a.ChargeOf(order.ChargeId).ExternalOrderId is not null,
            "the charge is written"
        );

        var work = await system.Telemetry.WaitForSpanAsync(
            s => s.Name == "sync order" && Resource(s) == $"order/{order.Id}",
            s_patience
        );
        foreach (var step in new[] { "sync Push", "sync WriteOrderIds", "sync WriteChargeId" })
        {
            await system.Telemetry.WaitForSpanAsync(s => s.TraceId == work.TraceId && s.Name == step, s_patience);
        }

        var webhook = await system.Telemetry.WaitForSpanAsync(
            s => s.TraceId == work.TraceId && s.ServiceName == "webhooks" && s.Kind == ActivityKind.Server,
            s_patience
        );
        await system.Telemetry.WaitForSpanAsync(
            s => s.TraceId == work.TraceId && s.ServiceName == "mock" && s.Kind == ActivityKind.Server,
            s_patience
        );
        Assert.Equal(webhook.SpanId, work.ParentSpanId);
    }

    [Fact]
    public async Task Retry_stays_in_the_trace_and_links_to_the_first_attempt()
    {
        var order = new ShopOrder(Shop.Default);
        await system.Driver.SeedAsync(order);
        await system.Driver.ControlAsync(HttpMethod.Put, "/control/faults", """{"platform":{"errorRate":1}}""");
        try
        {
            await system.Driver.DeliverAsync("order/created", order);
            await system.Telemetry.WaitForSpanAsync(
                s => s.Name == "sync order" && Resource(s) == $"order/{order.Id}" && Attempt(s) == "2",
                s_patience
            );
        }
        finally
        {
            await system.Driver.ControlAsync(HttpMethod.Delete, "/control/faults");
        }

        await system.Driver.UntilAsync(a => a.OrderOf(order.Id).ExternalOrderId is not null, "the ids are written");
        var first = await system.Telemetry.WaitForSpanAsync(
            s => s.Name == "sync order" && Resource(s) == $"order/{order.Id}" && Attempt(s) == "1",
            s_patience
        );
        var second = await system.Telemetry.WaitForSpanAsync(
            s => s.Name == "sync order" && Resource(s) == $"order/{order.Id}" && Attempt(s) == "2",
            s_patience
        );
        Assert.Equal(first.TraceId, second.TraceId);
        Assert.Contains(second.Links, link => link.SpanId == first.SpanId);
    }

    [Fact]
    public async Task Personal_data_is_in_no_span_log_or_metric()
    {
        var order = new ShopOrder(Shop.Default) { City = "Privateville" };
        await system.Driver.SeedAsync(order);
        await system.Driver.DeliverAsync("order/created", order);
        await system.Driver.UntilAsync(a => a.OrderOf(order.Id).ExternalOrderId is not null, "the ids are written");

        await system.Telemetry.WaitForSpanAsync(
            s => s.Name == "sync WriteOrderIds" && s.EndTime > TimeProvider.System.GetUtcNow().AddMinutes(-1),
            s_patience
        );
        await system.Telemetry.WaitForSpanAsync(
            s => s.Name == "sync order" && Resource(s) == $"order/{order.Id}",
            s_patience
        );

        Assert.False(system.Telemetry.ContainsText("Privateville"));
        Assert.False(system.Telemetry.ContainsText("ada.tester@example.com"));
    }

    private static string? Resource(OtlpSpan span) => span.Attributes.GetValueOrDefault("sync.resource");

    private static string? Attempt(OtlpSpan span) => span.Attributes.GetValueOrDefault("sync.attempt");
}
