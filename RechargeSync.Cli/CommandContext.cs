using System.CommandLine;
using RechargeSync.Core.Admin.Client;

namespace RechargeSync.Console.Cli;

/// <summary>One run of a verb: what was given, where to print, and the admin API.</summary>
internal sealed class Call(ParseResult parsed, Terminal terminal) : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    private readonly GlobalOptions _globals = ((Root)parsed.RootCommandResult.Command).Globals;
    private HttpClient? _http;
    private AdminClient? _client;

    public Terminal Terminal => terminal;

    public Screen Screen { get; } =
        new(terminal, parsed.GetValue(((Root)parsed.RootCommandResult.Command).Globals.Json));

    /// <summary>The admin API.</summary>
    /// <exception cref="VerbException">Address or key cannot be used.</exception>
    public AdminClient Client => _client ??= Connect();

    public Uri Url =>
        Addresses.Read(
            parsed.GetValue(_globals.Url) ?? Given(GlobalOptions.UrlVariable) ?? GlobalOptions.DefaultUrl,
            $"--url or {GlobalOptions.UrlVariable}"
        );

    public T? Value<T>(Option<T> option) => parsed.GetValue(option);

    public T? Value<T>(Argument<T> argument) => parsed.GetValue(argument);

    /// <summary>An HTTP client without any key, for other addresses than the admin API's.</summary>
    public HttpClient OpenHttp() => new(terminal.Transport()) { Timeout = s_patience };

    public void Dispose() => _http?.Dispose();

    private AdminClient Connect()
    {
        var url = Url;
        _http = OpenHttp();
        _http.BaseAddress = url;
        if (Key() is { } key)
        {
            if (url.Scheme == Uri.UriSchemeHttp && !url.IsLoopback)
            {
                Screen.Say(
                    $"Careful: the key travels to {url.Authority} unencrypted. Use an https address where the way is not your own."
                );
            }

            _http.DefaultRequestHeaders.Add(AdminClient.KeyHeader, key);
        }

        return new AdminClient(_http);
    }

    private string? Key()
    {
        var named = parsed.GetValue(_globals.KeyEnv);
        var key = Given(named ?? GlobalOptions.KeyVariable);
        return key switch
        {
            null when named is not null => throw new VerbException(
                ExitCode.Usage,
                "--key-env names a variable that is not set. It takes the variable's name, never the key itself."
            ),
            not null when key.Any(c => c is <= ' ' or > '~') => throw new VerbException(
                ExitCode.Usage,
                $"{named ?? GlobalOptions.KeyVariable} does not hold a key: a key has visible ASCII characters only, and no blanks."
            ),
            _ => key,
        };
    }

    private string? Given(string variable) => terminal.Variable(variable) is { Length: > 0 } value ? value : null;
}
