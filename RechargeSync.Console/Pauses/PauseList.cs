using Microsoft.EntityFrameworkCore;
using RechargeSync.Console.Client;
using RechargeSync.Core.Storage;
using RechargeSync.Platforms.Calls;

namespace RechargeSync.Console.Pauses;

/// <summary>The sides that are paused, in the order in which they were.</summary>
internal sealed class PauseList(IDbContextFactory<SyncDbContext> contexts)
{
    public async Task<ListPage<PausedSide>> ListAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await context
            .StorePauses.AsNoTracking()
            .Where(pause => pause.ResumedAt == null)
            .OrderBy(pause => pause.PausedAt)
            .ToListAsync(cancellationToken);
        return new ListPage<PausedSide>([.. rows.Select(View)], null);
    }

    /// <summary>A pause in words. Pure.</summary>
    internal static PausedSide View(StorePauseRow row) =>
        new()
        {
            Store = row.Store,
            Side = Name(row.Side),
            Reason = row.Reason,
            Status = row.Status,
            Since = row.PausedAt,
            Probes = row.Probes,
            NextProbeAt = row.ProbeAt,
            Advice = AdviceOn(row.Store, row.Side, row.Reason),
        };

    /// <summary>A side as the API names it.</summary>
    internal static string Name(StoreSide side) => side == StoreSide.Recharge ? "recharge" : "platform";

    private static string AdviceOn(string store, StoreSide side, string reason)
    {
        var key = $"Stores:{store}:{(side == StoreSide.Recharge ? "Recharge" : "Platform")}";
        return reason switch
        {
            "unauthorized" when side == StoreSide.Recharge =>
                $"Set Stores:{store}:AccessToken to a token of the store that may write orders.",
            "unauthorized" => $"Correct {key}:ApiKey.",
            HttpOutcome.WrongAddress or "redirected" => $"Correct {key}:BaseUrl, or the way there.",
            "unreachable" or "timeout" or "broken" =>
                $"See whether it runs, and whether {key}:BaseUrl can be reached from the Worker.",
            "server_error" or "malformed" => "Ask those who run it: it answers every call with errors.",
            _ => "The failed attempts of its orders hold its own words.",
        };
    }
}
