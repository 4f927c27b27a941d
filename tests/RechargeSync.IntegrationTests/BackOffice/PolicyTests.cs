using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using RechargeSync.Console.Client;
using RechargeSync.Core.Storage;
using RechargeSync.IntegrationTests.Testing;

namespace RechargeSync.IntegrationTests.BackOffice;

/// <summary>
/// Who may what, of everything that is mapped: a viewer looks, an operator acts, and without a right there is the
/// sign-in, the assets and the health.
/// </summary>
[Collection(UsesServers.Name)]
public sealed partial class PolicyTests(Servers servers) : ConsoleTest(servers)
{
    private static readonly string[] s_forAnybody =
    [
        "GET /alive",
        "GET /assets/{version}/{name}",
        "GET /health",
        "GET /sign-in",
        "POST /admin/v1/session",
        "POST /sign-in",
    ];

    // They change nothing: a question with a body, or the caller's own session. A page's forms are answered by the
    // page.
    private static readonly string[] s_harmless =
    [
        "DELETE /admin/v1/session",
        "POST /admin/v1/dead-letters/count",
        "POST /admin/v1/deliveries/explain-signature",
        "POST /sign-out",
    ];

    [Fact]
    public void Without_a_right_there_is_the_sign_in_the_assets_and_the_health() =>
        Assert.Equal(
            s_forAnybody,
            Calls(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null),
            StringComparer.Ordinal
        );

    [Fact]
    public void What_changes_something_is_for_operators_and_nothing_else_is()
    {
        var changing = Calls(endpoint => !IsPage(endpoint) && Method(endpoint) is not "GET")
            .Except(s_forAnybody, StringComparer.Ordinal)
            .Except(s_harmless, StringComparer.Ordinal);
        Assert.Equal(
            changing,
            Calls(endpoint => Policies(endpoint).Contains("operators", StringComparer.Ordinal)),
            StringComparer.Ordinal
        );
    }

    [Fact]
    public async Task Nobody_gets_further_than_the_sign_in()
    {
        using var http = Console.Http();
        foreach (var call in Calls(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null))
        {
            using var answer = await SendAsync(http, call);
            var isLedToSignIn =
                answer.StatusCode == HttpStatusCode.Redirect
                && answer.Headers.Location!.ToString().StartsWith("/sign-in?", StringComparison.Ordinal);
            Assert.True(answer.StatusCode == HttpStatusCode.Unauthorized || isLedToSignIn, call);
        }
    }

    [Fact]
    public async Task Viewer_looks_and_does_not_act()
    {
        using var http = Console.Http(RunningConsole.ViewerKey);
        foreach (var call in Calls(endpoint => Policies(endpoint).Contains("operators", StringComparer.Ordinal)))
        {
            using var answer = await SendAsync(http, call);
            Assert.True(answer.StatusCode == HttpStatusCode.Forbidden, call);
        }

        foreach (var call in Calls(IsPage).Where(call => call.StartsWith("GET ", StringComparison.Ordinal)))
        {
            using var answer = await SendAsync(http, call);
            Assert.True(
                answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.NotFound,
                $"{call}: {answer.StatusCode}"
            );
        }

        Assert.Empty(await AuditAsync());
    }

    [Fact]
    public async Task Viewer_who_sends_the_form_that_reveals_is_shown_nothing()
    {
        var inbox = await Database.DeliverAsync(WorkKey.Order("default", 1));
        await OrderAsync(1, columns: "payload_inbox_id", values: $"{inbox}");
        var (_, session) = await Console.SignInAsync(RunningConsole.ViewerKey);
        using var http = Console.Http();
        http.DefaultRequestHeaders.Add("Cookie", session);
        foreach (var page in new[] { "/orders/default/1", $"/deliveries/{inbox}" })
        {
            // The form to sign out carries a token that would do for any form.
            using var shown = await http.GetAsync(new Uri(page, UriKind.Relative));
            var token = Token().Match(await shown.Content.ReadAsStringAsync()).Groups["token"].Value;
            using var request = new HttpRequestMessage(HttpMethod.Post, page);
            request.Headers.Add("Cookie", shown.Headers.GetValues("Set-Cookie").First().Split(';')[0]);
            request.Content = new FormUrlEncodedContent([
                new("_handler", "reveal"),
                new("__RequestVerificationToken", WebUtility.HtmlDecode(token)),
            ]);
            using var answer = await http.SendAsync(request);
            Assert.False(answer.IsSuccessStatusCode, page);
        }

        Assert.Empty(await AuditAsync());
    }

    private static bool IsPage(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Components.Endpoints.ComponentTypeMetadata>() is not null;

    private static IEnumerable<string> Policies(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(data => data.Policy ?? "");

    private static string Method(RouteEndpoint endpoint) => Methods(endpoint)[0];

    private static IReadOnlyList<string> Methods(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"];

    private List<string> Calls(Func<RouteEndpoint, bool> fits) =>
        [
            .. Console
                .Endpoints.Where(fits)
                .SelectMany(endpoint =>
                    Methods(endpoint).Select(method => $"{method} /{endpoint.RoutePattern.RawText!.Trim('/')}")
                )
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];

    private static async Task<HttpResponseMessage> SendAsync(HttpClient http, string call)
    {
        var (method, path) = (call.Split(' ')[0], call.Split(' ')[1]);
        using var request = new HttpRequestMessage(
            new HttpMethod(method),
            Parameter()
                .Replace(path, match => match.Value.Contains("store", StringComparison.Ordinal) ? "default" : "1")
        );
        request.Headers.Add(AdminApi.CallerHeader, "test");
        request.Content =
            method != "POST" ? null
            : path.StartsWith(AdminApi.Root, StringComparison.Ordinal) ? JsonContent.Create(new { })
            : new FormUrlEncodedContent([]);
        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    [GeneratedRegex(@"\{[^}]+\}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();

    [GeneratedRegex(
        "name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Token();
}
