using RechargeSync.Console.Client;
using RechargeSync.Console.Hosting;
using RechargeSync.Core.Storage;

namespace RechargeSync.Console.Reconciliation;

/// <summary>What an operator says of the database: that it was restored to a time.</summary>
internal sealed class RestoreOperations(LineageTable lineage, TimeProvider clock)
{
    public async Task<Answer<RestoredResult>> RestoredAsync(
        RestoredRequest request,
        string actor,
        CancellationToken cancellationToken
    )
    {
        var refusal =
            request.To == default ? Refusal.BadRequest("to is required: the time to which the database was restored.")
            : request.To > clock.GetUtcNow() ? Refusal.BadRequest("to lies in the future.")
            : Notes.Check(request.Note);
        if (refusal is not null)
        {
            return refusal;
        }

        var stores = await lineage.RestoredAsync(
            request.To,
            new OperatorAction(actor, "restored", request.Note),
            cancellationToken
        );
        return new RestoredResult(
            request.To,
            stores,
            "From now on every order from before now is looked up on its platform before it is created, and the Worker "
                + "compares the stores' orders from five minutes before that time on."
        );
    }
}
