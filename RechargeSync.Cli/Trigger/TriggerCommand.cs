using System.CommandLine;
using RechargeSync.Cli.Options;

namespace RechargeSync.Cli.Trigger;

/// <summary><c>trigger</c>: sends signed test webhooks.</summary>
internal sealed class TriggerCommand : CliCommand
{
    private const string SecretVariable = "RECHARGESYNC_CLIENT_SECRET";
    private const int MaxCount = 100_000;
    private const int MostListed = 10;

    // Ids grow with time, so that those of two runs never meet, and stay below what JSON readers hold exactly.
    private const int IdsPerMillisecond = 100;

    private readonly Argument<string> _topic = new("TOPIC")
    {
        Description = string.Join(", ", FixtureSpec.Topics),
        HelpName = "TOPIC",
    };
    private readonly Option<bool> _prepaid = new("--prepaid")
    {
        Description = "A prepaid order; with order/processed a later one of its charge",
    };
    private readonly Option<int> _count = new("--count", "-n")
    {
        Description = "How many, each of another order",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
    };
    private readonly Option<long?> _id = new("--id")
    {
        Description = "Recharge's order id of the first; without it a new one",
        HelpName = "ID",
    };
    private readonly Option<string> _to = new("--to")
    {
        Description = "Address of the ingress",
        HelpName = "URL",
        DefaultValueFactory = _ => "http://localhost:5101",
    };
    private readonly Option<string> _store = StoreOption.Target();

    private readonly Option<string?> _secret = new("--secret-env")
    {
        Description =
            $"Environment variable with the store's API Client Secret; without it {SecretVariable}, "
            + "or the development secret on this machine",
        HelpName = "VARIABLE",
    };

    private readonly Option<string> _version = new("--api-version")
    {
        Description = "Shape of the body",
        DefaultValueFactory = _ => "2021-11",
    };
    private readonly Option<string> _scheme = new("--signature")
    {
        Description = "Which signature headers to send",
        DefaultValueFactory = _ => FixtureSigner.Both,
    };
    private readonly Option<string?> _seed = new("--seed")
    {
        Description = "Address of the sandbox, whose Recharge then knows the order, so that ids can be written back",
        HelpName = "URL",
    };

    public TriggerCommand(CliEnvironment environment)
        : base(
            environment,
            "trigger",
            "Send signed test webhooks to an ingress.",
            "trigger order/created --seed http://localhost:5103",
            "trigger order/created --prepaid --count 5",
            "trigger order/updated --id 534919106",
            "trigger checkout/processed --api-version 2021-01 --signature legacy",
            "trigger order/created --to https://sync.example.com --secret-env SHOP_SECRET"
        )
    {
        _topic.AcceptOnlyFromAmong([.. FixtureSpec.Topics]);
        _version.AcceptOnlyFromAmong("2021-11", "2021-01");
        _scheme.AcceptOnlyFromAmong(FixtureSigner.Both, FixtureSigner.Legacy, FixtureSigner.Timestamped);
        _count.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && result.GetValueOrDefault<int>() is < 1 or > MaxCount)
            {
                result.AddError($"--count is from 1 to {MaxCount}.");
            }
        });
        _id.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && result.GetValueOrDefault<long?>() is <= 0)
            {
                result.AddError("--id is above 0.");
            }
        });
        Add(_topic);
        foreach (var option in new Option[] { _prepaid, _count, _id, _to, _store, _secret, _version, _scheme, _seed })
        {
            Add(option);
        }
    }

    protected override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var to = Addresses.Read(context.Value(_to)!, "--to");
        var sandbox = context.Value(_seed) is { } seed ? Addresses.Read(seed, "--seed") : null;
        using var http = context.OpenHttp();
        var sender = new FixtureSender(
            http,
            to,
            context.Value(_store)!,
            Secret(context, to),
            context.Value(_scheme)!,
            context.Environment.Clock
        );
        var specs = Specs(context);
        var deliveries = await context.Output.ProgressAsync(
            "Sending",
            specs.Count,
            async report =>
            {
                var done = new List<TriggeredDelivery>(specs.Count);
                try
                {
                    foreach (var spec in specs)
                    {
                        if (sandbox is not null)
                        {
                            await sender.SeedAsync(sandbox, spec, cancellationToken);
                        }

                        done.Add(await sender.SendAsync(spec, cancellationToken));
                        report(done.Count, null);
                    }
                }
                catch (HttpRequestException exception)
                {
                    throw new CommandException(
                        ExitCode.CannotReach,
                        $"{CliFormat.Count(done.Count, "webhook was", "webhooks were")} sent, then nobody "
                            + $"answered: {exception.Message}\nStart the system (dotnet run --project "
                            + "RechargeSync.AppHost), or give the ingress's address with --to."
                    );
                }

                return done;
            }
        );
        var accepted = deliveries.Count(delivery => delivery.Status == 200);
        Print(
            context.Output,
            new TriggerReport(
                to.ToString(),
                context.Value(_store)!,
                context.Value(_topic)!,
                deliveries.Count,
                accepted,
                deliveries
            )
        );
        return accepted == deliveries.Count ? ExitCode.Done : ExitCode.Failed;
    }

    private static void Print(CliOutput output, TriggerReport report)
    {
        if (output.IsJson)
        {
            output.Json(report, CliJson.Default.TriggerReport);
            return;
        }

        var refused = report.Deliveries.Where(delivery => delivery.Status != 200);
        output.Table(
            ["resource", "status", "verdict", "took", "problem"],
            refused
                .Concat(report.Deliveries.Where(delivery => delivery.Status == 200))
                .Take(MostListed)
                .Select(delivery =>
                    new Cell[]
                    {
                        delivery.Resource,
                        CliFormat.Number($"{delivery.Status}"),
                        Cell.State(delivery.Verdict ?? "refused"),
                        CliFormat.Duration(delivery.DurationMs),
                        delivery.Problem,
                    }
                )
        );
        var left = report.Sent > MostListed ? $"; {MostListed} are shown, --json shows all" : "";
        output.Say(CliFormat.Number($"{report.Accepted} of {report.Sent} accepted by {report.To}{left}"));
    }

    private List<FixtureSpec> Specs(CommandContext context)
    {
        var now = context.Environment.Clock.GetUtcNow();
        var first = context.Value(_id) ?? now.ToUnixTimeMilliseconds() * IdsPerMillisecond;
        return
        [
            .. Enumerable
                .Range(0, context.Value(_count))
                .Select(number => new FixtureSpec(
                    context.Value(_topic)!,
                    first + number,
                    context.Value(_prepaid),
                    context.Value(_version) == "2021-01",
                    now
                )),
        ];
    }

    private string Secret(CommandContext context, Uri to)
    {
        var named = context.Value(_secret);
        if (context.Environment.Variable(named ?? SecretVariable) is { Length: > 0 } secret)
        {
            return secret;
        }

        // The secrets that appsettings.Development.json gives the development stores.
        return (named, to.IsLoopback, context.Value(_store)) switch
        {
            (null, true, "default") => "dev-client-secret",
            (null, true, "classic") => "dev-classic-secret",
            _ => throw new CommandException(
                ExitCode.Usage,
                $"Put the store's API Client Secret into {named ?? SecretVariable}"
                    + (named is null ? ", or name another variable with --secret-env" : "")
                    + ". The option takes a variable's name, never the secret."
            ),
        };
    }
}
