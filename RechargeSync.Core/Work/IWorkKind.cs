using RechargeSync.Core.Storage;

namespace RechargeSync.Core.Work;

/// <summary>What differs between orders and carts; the loop around it is <see cref="WorkLoop{TRow}"/>.</summary>
internal interface IWorkKind<TRow>
    where TRow : WorkRow
{
    /// <summary>Span name of a round of work.</summary>
    string SpanName { get; }

    /// <summary>Applies a delivery.</summary>
    /// <exception cref="Resources.PayloadException">The payload breaks the contract.</exception>
    Folded<TRow> Fold(TRow row, PendingDelivery delivery, DateTimeOffset now);

    SyncAction Next(TRow row);

    /// <summary>What is noted in the row, together with the intent, before each try of a step.</summary>
    TRow Begin(TRow row, SyncAction action);

    WorkState Rest(TRow row);

    /// <summary>Runs one step towards the outside.</summary>
    /// <param name="row">The row.</param>
    /// <param name="payload">The delivery whose payload is in force.</param>
    /// <param name="action">The step.</param>
    /// <param name="look">True where an earlier try may have had its effect: look before acting.</param>
    /// <param name="now">The database's time.</param>
    /// <param name="cancellationToken">Ends with the lease.</param>
    Task<StepResult<TRow>> RunAsync(
        TRow row,
        PendingDelivery? payload,
        SyncAction action,
        bool look,
        DateTimeOffset now,
        CancellationToken cancellationToken
    );
}
