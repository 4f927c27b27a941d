using RechargeSync.Core.Orders;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Stores;
using RechargeSync.Core.Work;
using RechargeSync.Testing;

namespace RechargeSync.UnitTests.Testing;

/// <summary>
/// Orders as they really are folded and planned, with steps that a test scripts. By default each step works.
/// </summary>
internal sealed class ScriptedOrders(List<string> journal) : IWorkKind<OrderRow>
{
    private static readonly StoreRegistry s_stores = StoreBuilder.Registry();

    private readonly Queue<Func<OrderRow, CancellationToken, Task<StepResult<OrderRow>>>> _script = [];

    public string SpanName => "sync test";

    public List<PendingDelivery?> Payloads { get; } = [];

    public void NextStep(Func<OrderRow, CancellationToken, Task<StepResult<OrderRow>>> step) => _script.Enqueue(step);

    public void NextStepFails(RechargeSync.Core.Http.CallFailure failure) =>
        NextStep((_, _) => Task.FromResult<StepResult<OrderRow>>(new StepResult<OrderRow>.Failed(failure)));

    public Folded<OrderRow> Fold(OrderRow row, PendingDelivery delivery, DateTimeOffset now) =>
        OrderFold.Apply(row, delivery, DeliveredOrder.Of(delivery, s_stores.Get(row.Store)), now);

    public SyncAction Next(OrderRow row) => SyncPlan.Next(row, ChargeWriteBack.Every);

    public OrderRow Begin(OrderRow row, SyncAction action) => row;

    public WorkState Rest(OrderRow row) => SyncPlan.Rest(row);

    public Task<StepResult<OrderRow>> RunAsync(
        OrderRow row,
        PendingDelivery? payload,
        SyncAction action,
        bool look,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        journal.Add($"run {action}{(look ? ", looking first" : "")}");
        Payloads.Add(payload);
        return _script.TryDequeue(out var step)
            ? step(row, cancellationToken)
            : Task.FromResult(Works(row, action, now));
    }

    public static StepResult<OrderRow> Works(OrderRow row, SyncAction action, DateTimeOffset now) =>
        new StepResult<OrderRow>.Reached(
            action switch
            {
                SyncAction.Push => row with
                {
                    PlatformOrderId = "92812948",
                    PlatformOrderNumber = "101",
                    PushedHash = row.DesiredHash,
                    PushedAt = now,
                },
                SyncAction.UpdatePlatform => row with { PushedHash = row.DesiredHash },
                SyncAction.WriteOrderIds => row with { OrderWrittenAt = now },
                SyncAction.WriteChargeId => row with { ChargeWrittenAt = now },
                _ => row,
            }
        );
}
