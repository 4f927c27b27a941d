using RechargeSync.Testing;

namespace RechargeSync.Cli.Tests;

/// <summary>Runs command lines with a network, an environment and a terminal of the test's own.</summary>
internal sealed class Shell
{
    public StubHandler Network { get; } = new();

    public Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal);

    public HastyClock Clock { get; } = new();

    public bool IsTerminal { get; init; }

    public string Input { get; init; } = "";

    public byte[] InputBytes { get; init; } = [];

    public Task<Outcome> RunAsync(params string[] args) => RunAsync(CancellationToken.None, args);

    public async Task<Outcome> RunAsync(CancellationToken cancellationToken, params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var input = new StringReader(Input);
        var exitCode = await CommandLine.RunAsync(args, Open(output, error, input), cancellationToken);
        return new Outcome(exitCode, output.ToString(), error.ToString());
    }

    public CliEnvironment Open(TextWriter output, TextWriter error, TextReader input) =>
        new()
        {
            OpenInput = () => new MemoryStream(InputBytes),
            In = input,
            Out = output,
            Error = error,
            IsInputTerminal = IsTerminal,
            IsOutputTerminal = IsTerminal,
            IsErrorTerminal = false,
            Variable = name => Environment.GetValueOrDefault(name),
            Clock = Clock,
            Transport = () => Network,
        };
}
