using RechargeSync.IntegrationTests.Testing;
using RechargeSync.Testing;

namespace RechargeSync.IntegrationTests.Hosting;

/// <summary>The ingress as a process: whose trace a delivery is found under.</summary>
[Collection(UsesServers.Name)]
public sealed class OwnTracesTests(Servers servers)
{
    private const string TheirTrace = "4bf92f3577b34da6a3ce929d0e0e4736";

    private static readonly byte[] s_body = """{"order":{"id":7271806,"status":"success"}}"""u8.ToArray();

    [Fact]
    public async Task Delivery_begins_a_trace_of_ours_and_is_recorded_whatever_the_sender_says()
    {
        await using var database = await servers.CreateDatabaseAsync();
        using var service = servers.CreateService("RechargeSync.Webhooks", Settings(database));
        await service.StartAsync(CancellationToken.None);
        using var http = new HttpClient { BaseAddress = service.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/recharge/default/order/created")
        {
            Content = new ByteArrayContent(s_body),
        };
        request.Headers.Add("traceparent", $"00-{TheirTrace}-00f067aa0ba902b7-00");
        request.Headers.Add(
            WebhookSigner.TimestampedHeader,
            WebhookSigner.Timestamped(Ingress.Secret, TimeProvider.System.GetUtcNow(), s_body)
        );
        using var answer = await http.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}");

        var trace = await database.ScalarAsync<string>("SELECT trace_parent FROM inbox");
        Assert.DoesNotContain(TheirTrace, trace, StringComparison.Ordinal);
        Assert.EndsWith("-01", trace, StringComparison.Ordinal);
        await service.StopAsync();
    }

    private Dictionary<string, string> Settings(TestDatabase database) =>
        new(StringComparer.Ordinal)
        {
            ["ConnectionStrings__syncdb"] = database.ConnectionString,
            ["ConnectionStrings__redis"] = servers.RedisConnectionString,
            ["Stores__default__ClientSecrets__0"] = Ingress.Secret,
        };
}
