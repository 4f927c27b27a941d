using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Time.Testing;
using RechargeSync.Console.Client;
using RechargeSync.IntegrationTests.Testing;
using RechargeSync.Testing;

namespace RechargeSync.IntegrationTests.BackOffice;

/// <summary>How long a sign-in lasts, and where it counts.</summary>
[Collection(UsesServers.Name)]
public sealed partial class SessionTests(Servers servers) : ConsoleTest(servers)
{
    private static readonly Uri s_session = new("/admin/v1/session", UriKind.Relative);

    [Fact]
    public async Task Copy_of_a_cookie_is_worth_nothing_after_the_sign_out()
    {
        var (_, cookie) = await Console.SignInAsync(RunningConsole.OperatorKey);
        Assert.True(await Console.LetsInAsync(cookie));

        await SignOutAsync(cookie);

        Assert.False(await Console.LetsInAsync(cookie));
    }

    [Fact]
    public async Task Sign_out_ends_one_session_and_everywhere_all_of_the_same_name()
    {
        var (_, first) = await Console.SignInAsync(RunningConsole.OperatorKey);
        var (_, second) = await Console.SignInAsync(RunningConsole.OperatorKey);
        var (_, third) = await Console.SignInAsync(RunningConsole.OperatorKey);
        var (_, others) = await Console.SignInAsync(RunningConsole.ViewerKey);

        await SignOutAsync(first);
        Assert.True(await Console.LetsInAsync(second));

        await SignOutAsync(second, everywhere: true);
        Assert.False(await Console.LetsInAsync(third));
        Assert.True(await Console.LetsInAsync(others));
    }

    [Fact]
    public async Task Session_ends_with_its_key_although_the_name_stays()
    {
        var (_, cookie) = await Console.SignInAsync(RunningConsole.OperatorKey);
        await using var restarted = await RunningConsole.StartAsync(
            Servers,
            Database,
            $"--Admin:Keys:olga:Hash={RunningConsole.Hash("another key")}"
        );

        Assert.False(await restarted.LetsInAsync(cookie));
    }

    [Fact]
    public async Task Session_follows_the_role_of_its_key()
    {
        var (_, cookie) = await Console.SignInAsync(RunningConsole.OperatorKey);
        await using var restarted = await RunningConsole.StartAsync(Servers, Database, "--Admin:Keys:olga:Role=viewer");

        using var http = restarted.Http();
        using var request = new HttpRequestMessage(
            HttpMethod.Post,
            new Uri("/admin/v1/orders/default/1/retry", UriKind.Relative)
        );
        request.Headers.Add("Cookie", cookie);
        request.Headers.Add(AdminApi.CallerHeader, "page");
        using var answer = await http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Session_lasts_twelve_hours_however_often_it_is_used()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var console = await RunningConsole.StartAsync(Servers, Database, clock);
        var (_, cookie) = await console.SignInAsync(RunningConsole.OperatorKey);

        clock.Advance(TimeSpan.FromHours(7));
        Assert.True(await console.LetsInAsync(cookie));
        clock.Advance(TimeSpan.FromHours(4.9));
        Assert.True(await console.LetsInAsync(cookie));
        clock.Advance(TimeSpan.FromHours(0.1));
        Assert.False(await console.LetsInAsync(cookie));
    }

    [Fact]
    public async Task Session_that_nobody_uses_lasts_eight_hours()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var console = await RunningConsole.StartAsync(Servers, Database, clock);
        var (_, cookie) = await console.SignInAsync(RunningConsole.OperatorKey);

        clock.Advance(TimeSpan.FromHours(8));
        Assert.False(await console.LetsInAsync(cookie));
    }

    [Fact]
    public async Task Live_view_ends_within_a_minute_of_its_session()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var console = await RunningConsole.StartAsync(Servers, Database, clock);
        var (_, cookie) = await console.SignInAsync(RunningConsole.OperatorKey);
        using var http = console.Http();
        http.DefaultRequestHeaders.Add("Cookie", cookie);
        using var live = await http.GetAsync(
            new Uri("/admin/v1/live", UriKind.Relative),
            HttpCompletionOption.ResponseHeadersRead
        );
        using var events = new System.IO.StreamReader(await live.Content.ReadAsStreamAsync());
        Assert.StartsWith(":", await events.ReadLineAsync().InTimeAsync(), StringComparison.Ordinal);

        using var request = new HttpRequestMessage(HttpMethod.Delete, s_session);
        request.Headers.Add(AdminApi.CallerHeader, "page");
        using var left = await http.SendAsync(request);
        clock.Advance(TimeSpan.FromMinutes(1));

        await events.ReadToEndAsync().InTimeAsync();
    }

    [Fact]
    public async Task Sign_in_and_forms_of_one_Console_count_at_another()
    {
        await using var other = await RunningConsole.StartAsync(Servers, Database);
        var (_, cookie) = await Console.SignInAsync(RunningConsole.OperatorKey);
        Assert.True(await other.LetsInAsync(cookie));

        using var here = Console.Http();
        here.DefaultRequestHeaders.Add("Cookie", cookie);
        using var shown = await here.GetAsync(new Uri("/", UriKind.Relative));
        var token = WebUtility.HtmlDecode(Token().Match(await shown.Content.ReadAsStringAsync()).Groups["token"].Value);
        using var there = other.Http();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/sign-out", UriKind.Relative));
        request.Headers.Add("Cookie", $"{cookie}; {shown.Headers.GetValues("Set-Cookie").First().Split(';')[0]}");
        request.Content = new FormUrlEncodedContent([new("__RequestVerificationToken", token)]);
        using var answer = await there.SendAsync(request);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.False(await Console.LetsInAsync(cookie));
    }

    [Fact]
    public async Task Consoles_that_start_together_have_one_key_for_forms()
    {
        await using var database = await Servers.CreateDatabaseAsync();
        var consoles = await Task.WhenAll(
            Enumerable.Range(0, 3).Select(_ => RunningConsole.StartAsync(Servers, database))
        );

        Assert.Equal(["1"], await database.RowsAsync("SELECT count(*) FROM form_keys"));
        foreach (var console in consoles)
        {
            await console.DisposeAsync();
        }
    }

    [Fact]
    public async Task What_a_browser_keeps_cannot_be_read_from_the_database()
    {
        var (_, cookie) = await Console.SignInAsync(RunningConsole.OperatorKey);
        var token = cookie[(cookie.IndexOf('=', StringComparison.Ordinal) + 1)..];
        var row = Assert.Single(
            await Database.RowsAsync("SELECT encode(token_hash, 'base64'), name, key_hash FROM console_sessions")
        );
        Assert.DoesNotContain(token, row, StringComparison.Ordinal);
    }

    private async Task SignOutAsync(string cookie, bool everywhere = false)
    {
        using var http = Console.Http();
        using var request = new HttpRequestMessage(
            HttpMethod.Delete,
            everywhere ? new Uri(s_session + "?everywhere=true", UriKind.Relative) : s_session
        );
        request.Headers.Add("Cookie", cookie);
        request.Headers.Add(AdminApi.CallerHeader, "page");
        using var answer = await http.SendAsync(request);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    [GeneratedRegex(
        "name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Token();
}
