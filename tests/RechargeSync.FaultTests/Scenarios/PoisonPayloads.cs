using System.Text;
using System.Text.RegularExpressions;
using RechargeSync.FaultTests.Load;

namespace RechargeSync.FaultTests.Scenarios;

/// <summary>Rightly signed nonsense between good deliveries: answered 200, put aside, and no good order is held up.</summary>
internal sealed partial class PoisonPayloads : Scenario
{
    private const long FirstPoisonId = 600_000_000;

    public override string Name => "poison";

    public override async Task RunAsync(Run run, CancellationToken cancellationToken)
    {
        await run.PrepareAsync(cancellationToken);
        foreach (var delivery in PoisonCabinet.Fill(FirstPoisonId, run.Random))
        {
            run.AddPoison(delivery);
            if (IdPattern().Match(Encoding.UTF8.GetString(delivery.Body)) is { Success: true } id)
            {
                run.PoisonOrders.Add(long.Parse(id.ValueSpan, System.Globalization.CultureInfo.InvariantCulture));
            }
        }

        await run.LoadAsync([.. run.Poison, .. run.Stories.SelectMany(story => story.Deliveries), .. run.Carts.Select(cart => cart.Delivery)], run.Stretch(1), cancellationToken);
        run.Note($"{run.Poison.Count} poisoned bodies");
    }

    [GeneratedRegex("6000000[0-9][0-9]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex IdPattern();
}
