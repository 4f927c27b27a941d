namespace RechargeSync.Cli;

/// <summary>The command line's surroundings: streams, environment variables, clock and network.</summary>
internal sealed class CliEnvironment
{
    public required Func<Stream> OpenInput { get; init; }

    public required TextReader In { get; init; }

    public required TextWriter Out { get; init; }

    public required TextWriter Error { get; init; }

    public required bool IsInputTerminal { get; init; }

    public required bool IsOutputTerminal { get; init; }

    public required bool IsErrorTerminal { get; init; }

    public required Func<string, string?> Variable { get; init; }

    public required TimeProvider Clock { get; init; }

    public required Func<HttpMessageHandler> Transport { get; init; }

    /// <summary>See no-color.org: any value but an empty one switches colours off.</summary>
    private bool WantsColor => string.IsNullOrEmpty(Variable("NO_COLOR")) && Variable("TERM") != "dumb";

    public bool ColorsOutput => IsOutputTerminal && WantsColor;

    public bool ColorsError => IsErrorTerminal && WantsColor;

    public static CliEnvironment OfProcess() =>
        new()
        {
            OpenInput = System.Console.OpenStandardInput,
            In = System.Console.In,
            Out = System.Console.Out,
            Error = System.Console.Error,
            IsInputTerminal = !System.Console.IsInputRedirected,
            IsOutputTerminal = !System.Console.IsOutputRedirected,
            IsErrorTerminal = !System.Console.IsErrorRedirected,
            Variable = Environment.GetEnvironmentVariable,
            Clock = TimeProvider.System,

            // A redirect would carry the key to an address that nobody named.
            Transport = () => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false },
        };
}
