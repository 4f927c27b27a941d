using RechargeSync.Console.Client;
using RechargeSync.Console.Hosting;
using RechargeSync.Core.Storage;

namespace RechargeSync.Console.Pauses;

/// <summary>Resumes a paused side by hand, without waiting for the next probe.</summary>
internal sealed class PauseOperations(PauseTable pauses)
{
    public async Task<Answer<ResumeResult>> ResumeAsync(
        string store,
        string side,
        string? note,
        string actor,
        CancellationToken cancellationToken
    )
    {
        if (Notes.Check(note) is { } refusal)
        {
            return refusal;
        }

        if (SideOf(side) is not { } of)
        {
            return Refusal.BadRequest("side is recharge or platform.");
        }

        var action = new OperatorAction(actor, "resume", note);
        return await pauses.ResumeAsync(store, of, action, cancellationToken)
            ? new ResumeResult(
                store,
                side,
                "What has waited goes on within seconds. If everything is refused still, it is paused again."
            )
            : Refusal.Conflict($"The side {side} of {store} is not paused.");
    }

    private static StoreSide? SideOf(string side) =>
        side switch
        {
            "recharge" => StoreSide.Recharge,
            "platform" => StoreSide.Platform,
            _ => null,
        };
}
