using RechargeSync.Core.Orders;
using RechargeSync.Core.Resources;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Stores;
using RechargeSync.Core.Work;
using RechargeSync.Platforms.Calls;
using RechargeSync.Testing;

namespace RechargeSync.UnitTests.Testing;

/// <summary>
/// Orders as they really are folded and planned, with steps that a test scripts. By default each step works.
/// </summary>
internal sealed class ScriptedOrders(List<string> journal) : IWorkKind<OrderRow>
{
    private static readonly StoreRegistry s_stores = StoreBuilder.Registry();

    private readonly Queue<Func<OrderRow, CancellationToken, Task<StepResult<OrderRow>>>> _script = [];

    public string Name => "test";

    public string SpanName => "sync test";

    public bool Testifies { get; set; } = true;

    /// <summary>The side that each step calls.</summary>
    public StoreSide? Side { get; set; } = StoreSide.Platform;

    public StoreSide? SideOf(WorkStep step) => Side;

    public List<PendingDelivery?> Payloads { get; } = [];

    public void NextStep(Func<OrderRow, CancellationToken, Task<StepResult<OrderRow>>> step) => _script.Enqueue(step);

    public void NextStepFails(CallFailure failure) =>
        NextStep((_, _) => Task.FromResult<StepResult<OrderRow>>(new StepResult<OrderRow>.Failed(failure)));

    public Applied<OrderRow> Apply(OrderRow row, PendingDelivery delivery, DateTimeOffset now)
    {
        try
        {
            return OrderChanges.Apply(
                row,
                delivery,
                DeliveredOrder.Of(delivery, s_stores.Get(row.Store)),
                appliesRedactions: false,
                now
            );
        }
        catch (PayloadException exception)
        {
            return OrderChanges.NotUnderstood(row, delivery, exception.Message);
        }
    }

    public WorkStep Next(OrderRow row, DateTimeOffset now) => OrderPlan.Next(row, ChargeWriteBack.Every);

    public OrderRow Begin(OrderRow row, WorkStep step) => row;

    public bool GoesThrough(WorkStep reached, WorkStep next) => OrderPlan.GoesThrough(reached, next);

    public bool IsInDoubt(OrderRow row) => OrderPlan.IsInDoubt(row);

    /// <summary>When a settled row is due again by itself.</summary>
    public DateTimeOffset? Until { get; set; }

    public Settlement Settle(OrderRow row) => OrderPlan.Settle(row) with { Until = Until };

    public Task<StepResult<OrderRow>> RunAsync(
        OrderRow row,
        PendingDelivery? payload,
        WorkStep step,
        bool verifyFirst,
        Lease lease,
        CancellationToken cancellationToken
    )
    {
        journal.Add($"run {step}{(verifyFirst ? ", verifying first" : "")}");
        Payloads.Add(payload);
        return _script.TryDequeue(out var scripted)
            ? scripted(row, cancellationToken)
            : Task.FromResult(Works(row, step, lease.Now));
    }

    public Task OvertakenAsync(OrderRow row, WorkStep step, CancellationToken cancellationToken)
    {
        journal.Add($"{step} was overtaken");
        return Task.CompletedTask;
    }

    public static StepResult<OrderRow> Works(OrderRow row, WorkStep step, DateTimeOffset now) =>
        new StepResult<OrderRow>.Reached(
            step switch
            {
                WorkStep.Push => row with
                {
                    PlatformOrderId = "92812948",
                    PlatformOrderNumber = "101",
                    PushedHash = row.DesiredHash,
                    PushedAt = now,
                },
                WorkStep.UpdatePlatform => row with { PushedHash = row.DesiredHash },
                WorkStep.WriteOrderIds => row with { OrderWrittenAt = now },
                WorkStep.WriteChargeId => row with { ChargeWrittenAt = now },
                _ => row,
            }
        );
}
