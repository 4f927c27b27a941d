using System.Text;
using RechargeSync.IntegrationTests.Testing;
using RechargeSync.Testing;

namespace RechargeSync.IntegrationTests.Inbox;

/// <summary>What the ingress makes of deliveries that something on the way has changed.</summary>
[Collection(UsesServers.Name)]
public sealed class IngressTests(Servers servers) : IAsyncLifetime
{
    private static readonly byte[] s_body = """{"order":{"id":7271806,"status":"success"}}"""u8.ToArray();

    private TestDatabase _database = null!;
    private Ingress _ingress = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await servers.CreateDatabaseAsync();
        _ingress = await Ingress.StartAsync(servers, _database);
    }

    public async ValueTask DisposeAsync()
    {
        await _ingress.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Theory]
    [InlineData(WebhookSigner.LegacyHeader)]
    [InlineData(WebhookSigner.TimestampedHeader)]
    public async Task Signature_header_that_stands_twice_with_one_value_is_one(string name)
    {
        var value = Signed(s_body)[name];
        var answer = await _ingress.PostAsync(s_body, (name, value), (name, value + " "));
        Assert.Equal((200, """{"verdict":"stored"}"""), (answer.Status, answer.Body));
    }

    [Theory]
    [InlineData(WebhookSigner.LegacyHeader)]
    [InlineData(WebhookSigner.TimestampedHeader)]
    public async Task Signature_header_of_two_values_is_none(string name)
    {
        var answer = await _ingress.PostAsync(
            s_body,
            (name, Signed(s_body)[name]),
            (name, Signed(Encoding.UTF8.GetBytes("another body"))[name])
        );
        Assert.Equal(401, answer.Status);
        Assert.Contains("cannot be read", answer.Body, StringComparison.Ordinal);
        Assert.Equal(0, await _database.ScalarAsync<long>("SELECT count(*) FROM inbox"));
    }

    private static Dictionary<string, string> Signed(byte[] body) =>
        new(StringComparer.Ordinal)
        {
            [WebhookSigner.LegacyHeader] = WebhookSigner.Legacy(Ingress.Secret, body),
            [WebhookSigner.TimestampedHeader] = WebhookSigner.Timestamped(
                Ingress.Secret,
                TimeProvider.System.GetUtcNow(),
                body
            ),
        };
}
