using Microsoft.Playwright;
using RechargeSync.ConsoleTests.Browsing;
using RechargeSync.ConsoleTests.Hosting;
using RechargeSync.ConsoleTests.Seeding;

namespace RechargeSync.ConsoleTests.Pages;

[Collection(UsesConsole.Name)]
public sealed class SignInTests(ConsoleSystem system)
{
    [Fact]
    public async Task Page_without_a_key_leads_to_the_sign_in_and_back()
    {
        await using var window = await system.OpenAsync(key: null);
        await window.GoToAsync("/orders?state=dead");

        await SignInAsync(window, Keys.Operator);

        Assert.EndsWith("/orders?state=dead", window.Page.Url, StringComparison.Ordinal);
        Assert.Equal("Orders", await window.HeadingAsync());
    }

    [Fact]
    public async Task Wrong_key_is_refused()
    {
        await using var window = await system.OpenAsync(key: null);
        await window.GoToAsync("/sign-in");

        await SignInAsync(window, "a wrong key");

        Assert.Contains("Not signed in.", await window.TextAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://evil.example.com/")]
    [InlineData("//evil.example.com/")]
    [InlineData("/\\evil.example.com/")]
    [InlineData("javascript:alert(1)")]
    public async Task Sign_in_never_leads_to_another_site(string address)
    {
        await using var window = await system.OpenAsync(key: null);
        await window.GoToAsync("/sign-in?returnUrl=" + Uri.EscapeDataString(address));

        await SignInAsync(window, Keys.Viewer);

        Assert.Equal(new Uri(system.Address, "/").ToString(), window.Page.Url);
    }

    [Fact]
    public async Task Sign_out_ends_the_session()
    {
        await using var window = await system.OpenAsync(key: null);
        await window.GoToAsync("/sign-in");
        await SignInAsync(window, Keys.Viewer);

        await window.ClickButtonAsync("Sign out");
        await window.GoToAsync("/orders");

        Assert.Equal("Sign in", await window.HeadingAsync());
    }

    [Fact]
    public async Task Viewer_sees_no_act()
    {
        await using var window = await system.OpenAsync(Keys.Viewer);
        await window.GoToAsync("/dead-letters?store=default&reason=unauthorized&kind=order");

        Assert.Empty(
            await window
                .Page.Locator("main button, main a:has-text('Retry'), main a:has-text('Discard'), main input")
                .AllAsync()
        );
    }

    [Fact]
    public async Task Viewer_who_sends_a_form_that_acts_is_refused()
    {
        await Seed.DeadAsync(system.Database, "refused", 534333000, 1);
        await using var window = await system.OpenAsync(key: null);
        await window.GoToAsync("/sign-in");
        await SignInAsync(window, Keys.Viewer);

        // The form to sign out has a token of the viewer's own: with it, an action is sent as a page would send it.
        await window.Page.EvaluateAsync(
            """
            () => { const form = document.querySelector("form[action='/sign-out']"); form.action = "/orders/default/534333001/retry"; form.submit(); }
            """
        );
        await window.Page.WaitForURLAsync("**/orders/default/534333001/retry");

        Assert.Contains("Not allowed", await window.TextAsync(), StringComparison.Ordinal);
        Assert.Equal(
            4,
            await Seed.ScalarAsync<short>(system.Database, "SELECT state FROM orders WHERE order_id = 534333001")
        );
    }

    [Fact]
    public async Task Form_without_its_token_is_refused()
    {
        await using var window = await system.OpenAsync();
        await window.GoToAsync("/");

        var answer = await window.Page.APIRequest.PostAsync(
            "/orders/default/534919106/retry",
            new() { Form = window.Page.APIRequest.CreateFormData() }
        );

        Assert.Equal(400, answer.Status);
    }

    private static async Task SignInAsync(Window window, string key)
    {
        await window.Page.GetByLabel("Key").FillAsync(key);
        await window.ClickButtonAsync("Sign in");
        await window.Page.WaitForLoadStateAsync(LoadState.Load);
    }
}
