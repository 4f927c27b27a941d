using System.CommandLine;
using RechargeSync.Console.Client;

namespace RechargeSync.Cli;

/// <summary>One run of a command: what was given, where to print, and the admin API.</summary>
internal sealed class CommandContext(ParseResult parsed, CliEnvironment environment) : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    private readonly GlobalOptions _globals = ((Root)parsed.RootCommandResult.Command).Globals;
    private HttpClient? _http;
    private AdminClient? _client;

    public CliEnvironment Environment => environment;

    public CliOutput Output { get; } =
        new(environment, parsed.GetValue(((Root)parsed.RootCommandResult.Command).Globals.Json));

    /// <summary>The admin API.</summary>
    /// <exception cref="CommandException">Address or key cannot be used.</exception>
    public AdminClient Client => _client ??= Connect();

    public Uri Url =>
        Addresses.Read(
            parsed.GetValue(_globals.Url) ?? Given(GlobalOptions.UrlVariable) ?? GlobalOptions.DefaultUrl,
            $"--url or {GlobalOptions.UrlVariable}"
        );

    public T? Value<T>(Option<T> option) => parsed.GetValue(option);

    /// <summary>Whether the option was given, and does not stand at its default.</summary>
    public bool IsGiven(Option option) => parsed.GetResult(option) is { Implicit: false };

    public T? Value<T>(Argument<T> argument) => parsed.GetValue(argument);

    /// <summary>An HTTP client without any key, for other addresses than the admin API's.</summary>
    public HttpClient OpenHttp() => new(environment.Transport()) { Timeout = s_patience };

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
                Output.Say(
                    $"Careful: the key travels to {url.Authority} unencrypted. "
                        + "Use an https address where the way is not your own."
                );
            }

            _http.DefaultRequestHeaders.Add(AdminApi.KeyHeader, key);
        }

        return new AdminClient(_http);
    }

    private string? Key()
    {
        var named = parsed.GetValue(_globals.KeyEnv);
        var key = Given(named ?? GlobalOptions.KeyVariable);
        return key switch
        {
            null when named is not null => throw new CommandException(
                ExitCode.Usage,
                "--key-env names a variable that is not set. It takes the variable's name, never the key itself."
            ),
            not null when key.Any(c => c is <= ' ' or > '~') => throw new CommandException(
                ExitCode.Usage,
                $"{named ?? GlobalOptions.KeyVariable} does not hold a key: "
                    + "a key has visible ASCII characters only, and no blanks."
            ),
            _ => key,
        };
    }

    private string? Given(string variable) => environment.Variable(variable) is { Length: > 0 } value ? value : null;
}
