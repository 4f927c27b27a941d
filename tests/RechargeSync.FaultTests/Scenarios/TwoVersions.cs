using RechargeSync.FaultTests.Running;

namespace RechargeSync.FaultTests.Scenarios;

/// <summary>
/// Two versions of each service work side by side on a database that a newer version has migrated, and are replaced by
/// one another under load, one after the other, as a roll-out does. The other version is the build that the command
/// line names; without one the services differ from what they work on only: newer columns, an unknown migration,
/// unknown stream fields.
/// </summary>
internal sealed class TwoVersions : Scenario
{
    public override string Name => "two-versions";

    public override BedKind Bed => BedKind.TwoVersions;

    public override async Task RunAsync(Run run, CancellationToken cancellationToken)
    {
        Service[] services = [.. run.Bed.Webhooks, .. run.Bed.Workers.Take(Workers)];
        await run.PrepareAsync(cancellationToken);
        await ReplaceAsync(run, run.Bed.Webhooks[1], cancellationToken);
        await ReplaceAsync(run, run.Bed.Workers[1], cancellationToken);

        var load = run.LoadAsync(run.Stretch(4), cancellationToken);
        var replaced = 0;
        while (!load.IsCompleted || replaced < services.Length)
        {
            await ReplaceAsync(run, services[replaced++ % services.Length], cancellationToken);
            await TellInNewWordsAsync(run, cancellationToken);
            await run.PauseAsync(50, 300, cancellationToken);
        }

        await load;
        run.Note($"{replaced} replaced by {(run.OtherBuild is null ? "the same build" : "the other build")} and back");
    }

    private static async Task ReplaceAsync(Run run, Service service, CancellationToken cancellationToken)
    {
        var exit = await service.StopAsync();
        run.Require(exit == 0, $"{service.Name} ended with {exit} on SIGTERM");
        service.Build = service.Build is null ? run.OtherBuild : null;
        await service.StartAsync(cancellationToken);
    }

    // An entry as a newer producer might write it: the fields that are known, and one that is not.
    private static async Task TellInNewWordsAsync(Run run, CancellationToken cancellationToken)
    {
        foreach (
            var row in await run.Database.TextsAsync(
                "SELECT id || ' ' || store || ' ' || resource_key FROM inbox WHERE state = 0 LIMIT 3",
                cancellationToken
            )
        )
        {
            var fields = row.Split(' ');
            await run.Bed.Redis.SendAsync(
                "XADD",
                "rechargesync:inbox",
                "*",
                "next",
                "1",
                "id",
                fields[0],
                "store",
                fields[1],
                "key",
                fields[2],
                "tp",
                ""
            );
        }
    }
}
