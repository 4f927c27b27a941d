using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RechargeSync.Cli.Trigger;

/// <summary>Delivers test webhooks.</summary>
/// <param name="http">Has no base address and no key.</param>
/// <param name="to">The ingress, with a slash at the end.</param>
/// <param name="store">The store.</param>
/// <param name="secret">Its API Client Secret.</param>
/// <param name="scheme">See <see cref="FixtureSigner"/>.</param>
/// <param name="clock">Tells the time of signing.</param>
internal sealed class FixtureSender(
    HttpClient http,
    Uri to,
    string store,
    string secret,
    string scheme,
    TimeProvider clock
)
{
    private const int MostOfAnswer = 400;

    /// <summary>Signs and sends one.</summary>
    public async Task<TriggeredDelivery> SendAsync(FixtureSpec spec, CancellationToken cancellationToken)
    {
        var body = Fixture.Body(spec);
        using var request = new HttpRequestMessage(
            HttpMethod.Post,
            new Uri(to, $"webhooks/recharge/{Uri.EscapeDataString(store)}/{spec.Topic}")
        );
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("X-Recharge-Topic", spec.Topic);
        foreach (var (name, value) in FixtureSigner.Headers(body, secret, scheme, clock.GetUtcNow()))
        {
            request.Headers.Add(name, value);
        }

        var start = clock.GetTimestamp();
        using var response = await http.SendAsync(request, cancellationToken);
        var answer = await response.Content.ReadAsStringAsync(cancellationToken);
        var took = (long)clock.GetElapsedTime(start).TotalMilliseconds;
        var resource =
            spec.Topic == FixtureSpec.CheckoutProcessed
                ? $"checkout/{spec.Token}"
                : CliFormat.Number($"order/{spec.Id}");
        return response.IsSuccessStatusCode
            ? new TriggeredDelivery(resource, (int)response.StatusCode, Member(answer, "verdict"), null, took)
            : new TriggeredDelivery(
                resource,
                (int)response.StatusCode,
                null,
                Cut(Member(answer, "detail") ?? answer),
                took
            );
    }

    /// <summary>Tells the sandbox's Recharge of the order and its charge.</summary>
    /// <exception cref="CommandException">The sandbox refused.</exception>
    public async Task SeedAsync(Uri sandbox, FixtureSpec spec, CancellationToken cancellationToken)
    {
        if (Fixture.Seed(spec, store) is not { } seed)
        {
            return;
        }

        using var content = new ByteArrayContent(seed);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await http.PostAsync(new Uri(sandbox, "control/seed"), content, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            var answer = await response.Content.ReadAsStringAsync(cancellationToken);
            throw new CommandException(
                ExitCode.Failed,
                $"The sandbox at {sandbox} does not take the order: {Cut(Member(answer, "detail") ?? answer)}"
            );
        }
    }

    private static string? Member(string answer, string name)
    {
        try
        {
            return
                JsonNode.Parse(answer) is JsonObject body
                && body[name] is JsonValue value
                && value.TryGetValue<string>(out var text)
                ? text
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Cut(string text) => text.Length <= MostOfAnswer ? text : text[..MostOfAnswer];
}
