using System.CommandLine;
using RechargeSync.Cli.Options;
using RechargeSync.Console.Client;

namespace RechargeSync.Cli.Signatures;

/// <summary><c>explain-signature</c>: why a signature is accepted or refused.</summary>
internal sealed class ExplainSignatureCommand : CliCommand
{
    // More than the ingress takes by default; above it nobody signed a webhook.
    private const int MaxBytes = 8 * 1024 * 1024;

    private readonly Argument<FileInfo?> _file = new Argument<FileInfo?>("FILE")
    {
        Description = "The raw body as received, byte for byte; without it, or with -, standard input",
        Arity = ArgumentArity.ZeroOrOne,
    }.RefuseOptions();

    private readonly Option<string> _store = StoreOption.Target();

    private readonly Option<string[]> _headers = new("--header", "-H")
    {
        Description =
            $"A header as received, '{RechargeHeaders.Timestamped}: t=…,v1=…' or '{RechargeHeaders.Legacy}: "
            + "…'; may be repeated",
        HelpName = "HEADER",
    };

    public ExplainSignatureCommand(CliEnvironment environment)
        : base(
            environment,
            "explain-signature",
            "Explain why a webhook's signature is accepted or refused. Ends with 6 where it is refused; "
                + "no secret is ever shown.",
            $"explain-signature body.json -H '{RechargeHeaders.Timestamped}: t=1700000000,v1=5489…'",
            $"explain-signature --store default -H '{RechargeHeaders.Legacy}: 21e3…' < body.json"
        )
    {
        Add(_file);
        Add(_store);
        Add(_headers);
        _headers.Validators.Add(result =>
        {
            if (result.Tokens.Any(token => Read(token.Value) is null))
            {
                result.AddError(
                    $"--header takes '{RechargeHeaders.Timestamped}: VALUE' or '{RechargeHeaders.Legacy}: VALUE'."
                );
            }
        });
    }

    protected override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var headers = (context.Value(_headers) ?? []).Select(header => Read(header)!.Value).ToList();
        var explanation = await context.Client.ExplainSignatureAsync(
            new ExplainSignatureRequest
            {
                Store = context.Value(_store)!,
                BodyBase64 = Convert.ToBase64String(await BodyAsync(context, cancellationToken)),
                Legacy = Find(headers, RechargeHeaders.Legacy),
                Timestamped = Find(headers, RechargeHeaders.Timestamped),
            },
            cancellationToken
        );
        if (context.Output.IsJson)
        {
            context.Output.Json(explanation, AdminJson.Default.SignatureExplanation);
        }
        else
        {
            context.Output.Line(
                explanation.Accepted ? "Accepted." : $"Refused: {explanation.Cause}.",
                Cell.ColorOf(explanation.Accepted ? "ok" : "failed")
            );
            foreach (
                var line in new[] { explanation.Message, explanation.Advice }
                    .Concat(explanation.Notes)
                    .Where(line => line.Length > 0)
            )
            {
                context.Output.Line(CliFormat.Printable(line));
            }
        }

        return explanation.Accepted ? ExitCode.Done : ExitCode.NeedsAttention;
    }

    private async Task<byte[]> BodyAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var file = context.Value(_file) is { } given && given.ToString() != "-" ? given : null;
        if (file is { Exists: false })
        {
            throw new CommandException(ExitCode.NotFound, $"There is no file {CliFormat.Printable(file.ToString())}.");
        }

        await using var input = file?.OpenRead() ?? context.Environment.OpenInput();
        using var body = new MemoryStream();
        var buffer = new byte[81920];
        for (int read; (read = await input.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            body.Write(buffer, 0, read);
            if (body.Length > MaxBytes)
            {
                throw new CommandException(ExitCode.Usage, $"The body is larger than {MaxBytes} bytes; no webhook is.");
            }
        }

        return body.ToArray();
    }

    private static string? Find(List<(string Name, string Value)> headers, string name) =>
        headers.Where(header => header.Name == name).Select(header => header.Value).FirstOrDefault();

    // The blank after the colon is the header's, all others are the value's and may be the fault.
    private static (string Name, string Value)? Read(string header)
    {
        var at = header.IndexOf(':', StringComparison.Ordinal);
        var name = at < 0 ? "" : header[..at].Trim();
        return
            new[] { RechargeHeaders.Timestamped, RechargeHeaders.Legacy }.FirstOrDefault(known =>
                known.Equals(name, StringComparison.OrdinalIgnoreCase)
            )
                is { } found
            ? (found, header[(at + 1)..] is [' ', .. var value] ? value : header[(at + 1)..])
            : null;
    }
}
