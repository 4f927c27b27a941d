using System.Net;
using System.Net.Http.Json;
using System.Text;
using Microsoft.Extensions.Logging;
using RechargeSync.Console.Access;
using RechargeSync.Console.Client;
using RechargeSync.Console.Deliveries.Signatures;
using RechargeSync.Console.Hosting;
using RechargeSync.IntegrationTests.Testing;
using RechargeSync.Testing;

namespace RechargeSync.IntegrationTests.BackOffice;

/// <summary>No call without a right, and no action by somebody else's hand.</summary>
[Collection(UsesServers.Name)]
public sealed class AccessTests(Servers servers) : ConsoleTest(servers)
{
    private static readonly string[] s_reads =
    [
        "session",
        "overview",
        "overview/series",
        "orders",
        "orders/default/1",
        "orders/default/1/payload",
        "dead-letters",
        "dead-letters/groups",
        "dead-letters/default/order/1",
        "deliveries",
        "deliveries/unstored",
        "deliveries/1",
        "deliveries/1/payload",
        "reconciliation/runs",
        "reconciliation/runs/1/findings",
        "subscriptions",
        "stores",
        "acts",
        "doctor",
        "live",
        "openapi.json",
    ];

    private static readonly string[] s_actions =
    [
        "orders/default/1/payload/reveal",
        "orders/default/1/retry",
        "orders/default/1/redo",
        "orders/default/1/ignore",
        "dead-letters/replay",
        "dead-letters/ignore",
        "jobs/1/stop",
        "deliveries/1/payload/reveal",
        "reconciliation/run",
        "reconciliation/heal",
        "subscriptions/default/repair",
    ];

    [Fact]
    public async Task Nothing_is_told_without_a_key()
    {
        using var http = Console.Http();
        foreach (var path in s_reads)
        {
            using var answer = await http.GetAsync(Api(path));
            Assert.True(answer.StatusCode == HttpStatusCode.Unauthorized, path);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        }

        foreach (var path in s_actions.Append("deliveries/explain-signature").Append("dead-letters/count"))
        {
            using var answer = await http.PostAsJsonAsync(Api(path), new { });
            Assert.True(answer.StatusCode == HttpStatusCode.Unauthorized, path);
        }
    }

    [Fact]
    public async Task Viewer_reads_and_does_not_act()
    {
        using var http = Console.Http(RunningConsole.ViewerKey);
        foreach (var path in s_actions)
        {
            using var answer = await http.PostAsJsonAsync(Api(path), new { });
            Assert.True(answer.StatusCode == HttpStatusCode.Forbidden, path);
            Assert.Contains("operator", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        Assert.Equal("viewer", (await Console.Viewer.SessionAsync(default)).Role);
        Assert.Equal(
            ("olga", "operator"),
            ((await Console.Operator.SessionAsync(default)).Name, (await Console.Operator.SessionAsync(default)).Role)
        );
        Assert.Empty(await AuditAsync());
    }

    [Fact]
    public async Task Sender_of_many_wrong_keys_has_to_wait_and_a_right_key_is_never_locked_out()
    {
        using var wrong = Console.Http("wrong");
        for (var i = 0; i < WrongKeys.Most; i++)
        {
            using var refused = await wrong.GetAsync(Api("session"));
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        }

        using var waits = await wrong.GetAsync(Api("session"));
        Assert.Equal(HttpStatusCode.TooManyRequests, waits.StatusCode);
        Assert.NotNull(waits.Headers.RetryAfter);

        using var right = Console.Http(RunningConsole.OperatorKey);
        using var answer = await right.GetAsync(Api("session"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(
            HttpStatusCode.NoContent,
            (await Console.SignInAsync(RunningConsole.OperatorKey)).Answer.StatusCode
        );
    }

    [Fact]
    public async Task Sign_ins_sign_outs_and_wrong_keys_are_events_with_an_address()
    {
        using var lines = new LogLines(LogLevel.Information);
        Console.LogTo(lines);
        var (_, cookie) = await Console.SignInAsync(RunningConsole.OperatorKey);
        await SendAsync(HttpMethod.Delete, "session", cookie, (AdminApi.CallerHeader, "page"));
        using var wrong = Console.Http("wrong-key-of-somebody");
        using var refused = await wrong.GetAsync(Api("session"));

        var events = lines.All.Where(line => line.Contains(".Access.", StringComparison.Ordinal)).ToList();
        Assert.Collection(
            events.Select(line => line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..]),
            line => Assert.Equal("6100 olga (operator) signed in from 127.0.0.1", line),
            line => Assert.Equal("6101 olga signed out from 127.0.0.1", line),
            line => Assert.Equal("6102 A wrong key came from 127.0.0.1; 1 since the line before", line)
        );
    }

    [Fact]
    public async Task Caller_who_asks_too_much_has_to_wait_and_others_do_not()
    {
        await using var slow = await RunningConsole.StartAsync(Servers, Database, "--Admin:CallsPerSecond=1");
        using var greedy = slow.Http(RunningConsole.ViewerKey);
        HttpResponseMessage? refused = null;
        await Until.TrueAsync(
            async () =>
            {
                refused = await greedy.GetAsync(Api("session"));
                return refused.StatusCode == HttpStatusCode.TooManyRequests;
            },
            "the viewer has asked too much"
        );
        Assert.NotNull(refused!.Headers.RetryAfter);
        Assert.Equal("operator", (await slow.Operator.SessionAsync(default)).Role);
    }

    [Fact]
    public async Task Cookies_leave_for_https_and_this_host_alone_and_browsers_are_told_to_stay_with_https()
    {
        using var http = Console.Http();
        using var answer = await http.GetAsync(new Uri("/sign-in", UriKind.Relative));
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith("__Host-rechargesync.form=", cookie, StringComparison.Ordinal);
        Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("max-age=31536000", Assert.Single(answer.Headers.GetValues("Strict-Transport-Security")));
    }

    [Fact]
    public async Task Body_too_large_for_any_delivery_is_not_explained()
    {
        using var http = Console.Http(RunningConsole.ViewerKey);
        foreach (var length in new[] { SignatureQuery.LargestBody + 1, 2 * SignatureQuery.LargestBody })
        {
            using var answer = await http.PostAsJsonAsync(
                Api("deliveries/explain-signature"),
                new
                {
                    store = "default",
                    body = new string('a', length),
                    legacy = new string('0', 64),
                }
            );
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        }
    }

    [Theory]
    [InlineData("X-Forwarded-Email", "olga@shop.test")]
    [InlineData("X-Forwarded-For", "127.0.0.1")]
    [InlineData("Cookie", "__Host-rechargesync=forged")]
    [InlineData("Authorization", "Bearer " + RunningConsole.OperatorKey)]
    public async Task Forged_identity_counts_for_nothing(string header, string value)
    {
        using var http = Console.Http();
        http.DefaultRequestHeaders.TryAddWithoutValidation(header, value);
        using var answer = await http.GetAsync(Api("session"));
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Proxys_header_is_trusted_from_its_network_alone()
    {
        await using var trusting = await RunningConsole.StartAsync(
            Servers,
            Database,
            "--Admin:Proxy:Header=X-User",
            "--Admin:Proxy:KnownNetworks:0=127.0.0.0/8",
            "--Admin:Proxy:Operators:0=olga@shop.test"
        );
        await using var distrusting = await RunningConsole.StartAsync(
            Servers,
            Database,
            "--Admin:Proxy:Header=X-User",
            "--Admin:Proxy:KnownNetworks:0=10.0.0.0/8",
            "--Admin:Proxy:Operators:0=olga@shop.test"
        );

        Assert.Equal(HttpStatusCode.OK, await AskAsync(trusting));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(distrusting));

        static async Task<HttpStatusCode> AskAsync(RunningConsole console)
        {
            using var http = console.Http();
            http.DefaultRequestHeaders.Add("X-User", "olga@shop.test");
            using var answer = await http.GetAsync(Api("session"));
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task Cookie_of_a_sign_in_is_for_our_pages_alone()
    {
        var (answer, cookie) = await Console.SignInAsync(RunningConsole.OperatorKey);
        var set = answer.Headers.GetValues("Set-Cookie").Single();
        Assert.All(
            new[] { "__Host-", "secure", "httponly", "samesite=strict", "path=/" },
            word => Assert.Contains(word, set, StringComparison.OrdinalIgnoreCase)
        );

        Assert.Equal(HttpStatusCode.OK, await SendAsync(HttpMethod.Get, "session", cookie));
        Assert.Equal(HttpStatusCode.Forbidden, await SendAsync(HttpMethod.Post, "orders/default/1/retry", cookie));
        Assert.Equal(
            HttpStatusCode.Forbidden,
            await SendAsync(
                HttpMethod.Post,
                "orders/default/1/retry",
                cookie,
                (AdminApi.CallerHeader, "page"),
                ("Sec-Fetch-Site", "cross-site")
            )
        );
        Assert.Equal(
            HttpStatusCode.NotFound,
            await SendAsync(
                HttpMethod.Post,
                "orders/default/1/retry",
                cookie,
                (AdminApi.CallerHeader, "page"),
                ("Sec-Fetch-Site", "same-origin")
            )
        );
        Assert.Equal(HttpStatusCode.Unauthorized, (await Console.SignInAsync("wrong")).Answer.StatusCode);
    }

    [Fact]
    public async Task Viewer_with_a_cookie_stays_a_viewer()
    {
        var (_, cookie) = await Console.SignInAsync(RunningConsole.ViewerKey);
        Assert.Equal(
            HttpStatusCode.Forbidden,
            await SendAsync(HttpMethod.Post, "orders/default/1/retry", cookie, (AdminApi.CallerHeader, "page"))
        );
    }

    [Fact]
    public async Task Every_answer_carries_the_security_headers()
    {
        using var http = Console.Http();
        foreach (var path in new[] { "/admin/v1/session", "/health", "/nowhere" })
        {
            using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
            var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
            Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
            Assert.Equal("no-referrer", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
            Assert.True(answer.Headers.CacheControl?.NoStore);
            Assert.Empty(answer.Headers.Server);
        }
    }

    [Fact]
    public async Task Console_in_production_does_not_start_without_a_key()
    {
        var code = await ConsoleHost.RunAsync(RunningConsole.WithoutKeys(Servers, Database));
        Assert.Equal(78, code);
    }

    [Fact]
    public async Task Console_does_not_start_with_an_address_for_webhooks_that_is_none()
    {
        var said = new StringWriter();
        var standard = System.Console.Error;
        System.Console.SetError(said);
        try
        {
            var code = await ConsoleHost.RunAsync([
                .. RunningConsole.WithoutKeys(Servers, Database),
                $"--Admin:Keys:vera:Hash={RunningConsole.Hash(RunningConsole.ViewerKey)}",
                "--Reconciliation:WebhookBaseUrl=sync.example.com",
            ]);
            Assert.Equal(78, code);
        }
        finally
        {
            System.Console.SetError(standard);
        }

        Assert.Contains("Reconciliation:WebhookBaseUrl", said.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Document_lists_the_calls()
    {
        using var http = Console.Http(RunningConsole.ViewerKey);
        var document = await http.GetFromJsonAsync<System.Text.Json.Nodes.JsonNode>(Api("openapi.json"));
        var paths = document!["paths"]!.AsObject().Select(path => path.Key).ToList();
        Assert.Contains("/admin/v1/orders/{store}/{id}/redo", paths, StringComparer.Ordinal);
        Assert.Contains("/admin/v1/dead-letters/groups", paths, StringComparer.Ordinal);
        Assert.True(paths.Count >= 25);
    }

    [Theory]
    [InlineData("orders?limit=abc")]
    [InlineData("orders?limit=0")]
    [InlineData("orders?cursor=%00")]
    [InlineData("orders?state=%3Cscript%3E")]
    [InlineData("overview/series?range=year")]
    [InlineData("deliveries?verdict=maybe")]
    public async Task Senseless_question_is_answered_with_what_to_do(string path)
    {
        using var http = Console.Http(RunningConsole.ViewerKey);
        using var answer = await http.GetAsync(Api(path));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    private static Uri Api(string path) => new("/admin/v1/" + path, UriKind.Relative);

    private async Task<HttpStatusCode> SendAsync(
        HttpMethod method,
        string path,
        string cookie,
        params (string Name, string Value)[] headers
    )
    {
        using var http = Console.Http();
        using var request = new HttpRequestMessage(method, Api(path));
        request.Headers.Add("Cookie", cookie);
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        request.Content = method == HttpMethod.Post ? new StringContent("{}", Encoding.UTF8, "application/json") : null;
        using var answer = await http.SendAsync(request);
        return answer.StatusCode;
    }
}
