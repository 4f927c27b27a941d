using System.CommandLine;
using RechargeSync.Core.Admin.Contracts;
using RechargeSync.Core.Recharge;

namespace RechargeSync.Console.Cli.Verbs;

/// <summary><c>explain-signature</c>: why a signature is accepted or refused.</summary>
internal sealed class ExplainSignatureVerb : Verb
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
            $"A header as received, '{RechargeSignature.TimestampedHeader}: t=…,v1=…' or '{RechargeSignature.LegacyHeader}: …'; may be repeated",
        HelpName = "HEADER",
    };

    public ExplainSignatureVerb(Terminal terminal)
        : base(
            terminal,
            "explain-signature",
            "Explain why a webhook's signature is accepted or refused. Ends with 6 where it is refused; no secret is ever shown.",
            $"explain-signature body.json -H '{RechargeSignature.TimestampedHeader}: t=1700000000,v1=5489…'",
            $"explain-signature --store default -H '{RechargeSignature.LegacyHeader}: 21e3…' < body.json"
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
                    $"--header takes '{RechargeSignature.TimestampedHeader}: VALUE' or '{RechargeSignature.LegacyHeader}: VALUE'."
                );
            }
        });
    }

    protected override async Task<int> RunAsync(Call call, CancellationToken cancellationToken)
    {
        var headers = (call.Value(_headers) ?? []).Select(header => Read(header)!.Value).ToList();
        var explanation = await call.Client.ExplainSignatureAsync(
            new ExplainSignatureRequest
            {
                Store = call.Value(_store)!,
                BodyBase64 = Convert.ToBase64String(await BodyAsync(call, cancellationToken)),
                Legacy = Find(headers, RechargeSignature.LegacyHeader),
                Timestamped = Find(headers, RechargeSignature.TimestampedHeader),
            },
            cancellationToken
        );
        if (call.Screen.IsJson)
        {
            call.Screen.Json(explanation, AdminJson.Default.SignatureExplanation);
        }
        else
        {
            call.Screen.Line(
                explanation.Accepted ? "Accepted." : $"Refused: {explanation.Cause}.",
                Cell.ColorOf(explanation.Accepted ? "ok" : "failed")
            );
            foreach (
                var line in new[] { explanation.Message, explanation.Advice }
                    .Concat(explanation.Notes)
                    .Where(line => line.Length > 0)
            )
            {
                call.Screen.Line(Words.Printable(line));
            }
        }

        return explanation.Accepted ? ExitCode.Done : ExitCode.NeedsAttention;
    }

    private async Task<byte[]> BodyAsync(Call call, CancellationToken cancellationToken)
    {
        var file = call.Value(_file) is { } given && given.ToString() != "-" ? given : null;
        if (file is { Exists: false })
        {
            throw new VerbException(ExitCode.NotFound, $"There is no file {Words.Printable(file.ToString())}.");
        }

        await using var input = file?.OpenRead() ?? call.Terminal.OpenInput();
        using var body = new MemoryStream();
        var buffer = new byte[81920];
        for (int read; (read = await input.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            body.Write(buffer, 0, read);
            if (body.Length > MaxBytes)
            {
                throw new VerbException(ExitCode.Usage, $"The body is larger than {MaxBytes} bytes; no webhook is.");
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
            new[] { RechargeSignature.TimestampedHeader, RechargeSignature.LegacyHeader }.FirstOrDefault(known =>
                known.Equals(name, StringComparison.OrdinalIgnoreCase)
            )
                is { } found
            ? (found, header[(at + 1)..] is [' ', .. var value] ? value : header[(at + 1)..])
            : null;
    }
}
