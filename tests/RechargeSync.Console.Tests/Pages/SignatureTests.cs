using System.Text;
using RechargeSync.ConsoleTests.Browsing;
using RechargeSync.ConsoleTests.Hosting;
using RechargeSync.Testing;

namespace RechargeSync.ConsoleTests.Pages;

[Collection(UsesConsole.Name)]
public sealed class SignatureTests(ConsoleSystem system)
{
    private const string Body = """{"order":{"id":1}}""";

    [Fact]
    public async Task Right_signature_is_told_to_be_accepted()
    {
        await using var window = await ExplainAsync(Sign(Settings.Secret));

        Assert.Contains("accepted", await ExplanationAsync(window), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signature_made_with_the_access_token_is_explained()
    {
        await using var window = await ExplainAsync(Sign(Settings.Token));

        Assert.Contains("access_token_instead_of_secret", await ExplanationAsync(window), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explanation_never_shows_a_secret()
    {
        await using var window = await ExplainAsync(Sign("something else"));

        Assert.DoesNotContain(Settings.Secret, await window.Page.ContentAsync(), StringComparison.Ordinal);
    }

    private async Task<Window> ExplainAsync(string signature)
    {
        var window = await system.OpenAsync();
        await window.GoToAsync("/deliveries/explain-signature");
        await window.Page.GetByLabel("Store").FillAsync(Settings.Played);
        await window.Page.GetByLabel(WebhookSigner.LegacyHeader).FillAsync(signature);
        await window.Page.GetByLabel("Raw body", new() { Exact = true }).FillAsync(Body);
        await window.ClickButtonAsync("Explain");
        return window;
    }

    private static Task<string> ExplanationAsync(Window window) => window.Page.Locator(".explanation").InnerTextAsync();

    private static string Sign(string secret) => WebhookSigner.Legacy(secret, Encoding.UTF8.GetBytes(Body));
}
