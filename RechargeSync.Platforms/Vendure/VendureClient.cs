using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using RechargeSync.Platforms.Calls;

namespace RechargeSync.Platforms.Vendure;

/// <summary>
/// Sends calls to the admin API of one channel, with a session that is kept, and renewed when the shop no longer knows
/// it.
/// </summary>
internal sealed class VendureClient(PlatformConnection connection, PlatformHttp http, VendureOptions options)
    : IDisposable
{
    private const string TokenHeader = "vendure-auth-token";

    private const string Login = """
        mutation($username: String!, $password: String!) {
          login(username: $username, password: $password) {
            __typename
            ... on ErrorResult { errorCode message }
          }
        }
        """;

    private const string Me = "{ me { id } }";

    private readonly SemaphoreSlim _login = new(1);
    private volatile string? _token;

    /// <summary>Sends a call; with a new session where the one we have has ended.</summary>
    public async Task<VendureAnswer> SendAsync(VendureCall call, CancellationToken cancellationToken)
    {
        var body = call.Body();
        if (body.Length > VendureCall.MaxBody)
        {
            var detail = $"the call has {body.Length} bytes, and the shop takes {VendureCall.MaxBody}";
            return VendureAnswer.Failed(
                new CallFailure(CallFailureKind.Permanent, PlatformReason.TooLarge, Detail: detail)
                {
                    Blame = Blame.Order,
                }
            );
        }

        var (token, refusal) = await TokenAsync(ended: null, cancellationToken);
        if (refusal is not null)
        {
            return VendureAnswer.Failed(refusal);
        }

        var answer = await PostAsync(body, call.Currency, token, cancellationToken);
        if (!answer.IsForbidden || token is null)
        {
            return answer;
        }

        // The shop says the same of a session that has ended, under which nothing can have been done, and of what an
        // administrator may not do.
        var me = await PostAsync(new VendureCall(Me).Body(), currency: null, token, cancellationToken);
        if (!me.IsForbidden)
        {
            return me.Failure is null ? answer : me;
        }

        (token, refusal) = await TokenAsync(token, cancellationToken);
        return refusal is null
            ? await PostAsync(body, call.Currency, token, cancellationToken)
            : VendureAnswer.Failed(refusal);
    }

    public void Dispose() => _login.Dispose();

    // Null for an API key, which needs no session.
    private async Task<(string? Token, CallFailure? Refusal)> TokenAsync(
        string? ended,
        CancellationToken cancellationToken
    )
    {
        if (options.Username.Length == 0)
        {
            return (null, null);
        }

        if (_token is { } known && known != ended)
        {
            return (known, null);
        }

        await _login.WaitAsync(cancellationToken);
        try
        {
            if (_token is { } renewed && renewed != ended)
            {
                return (renewed, null);
            }

            var (token, refusal) = await LogInAsync(cancellationToken);
            _token = token;
            return (token, refusal);
        }
        finally
        {
            _login.Release();
        }
    }

    private async Task<(string? Token, CallFailure? Refusal)> LogInAsync(CancellationToken cancellationToken)
    {
        var call = new VendureCall(
            Login,
            new JsonObject { ["username"] = options.Username, ["password"] = options.Password }
        );
        var answer = await PostAsync(call.Body(), currency: null, token: null, cancellationToken);
        if (answer.Failure is { } failure)
        {
            return (null, failure);
        }

        if (answer.Data.TextAt("login", "errorCode") is { } code)
        {
            return Refused(answer, $"the shop refuses user name and password: {code}");
        }

        return answer.Outcome.Headers!.TryGetValues(TokenHeader, out var values)
            ? (values.First(), null)
            : Refused(answer, "the shop gives no session token: its authOptions.tokenMethod has to name 'bearer'");
    }

    private static (string?, CallFailure?) Refused(VendureAnswer answer, string detail) =>
        (null, answer.Outcome.Judged(CallFailureKind.Configuration, PlatformReason.Configuration, detail));

    private async Task<VendureAnswer> PostAsync(
        byte[] body,
        string? currency,
        string? token,
        CancellationToken cancellationToken
    )
    {
        var path = "/" + options.AdminApiPath.Trim('/');
        using var request = http.Request(
            HttpMethod.Post,
            currency is null ? path : $"{path}?currencyCode={Uri.EscapeDataString(currency)}",
            body
        );
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
        else if (connection.ApiKey.Length > 0)
        {
            request.Headers.Add("vendure-api-key", connection.ApiKey);
        }

        if (options.ChannelToken.Length > 0)
        {
            request.Headers.Add("vendure-token", options.ChannelToken);
        }

        return VendureAnswer.Of(await http.SendAsync(request, cancellationToken, AnswerLimit.Resource));
    }
}
