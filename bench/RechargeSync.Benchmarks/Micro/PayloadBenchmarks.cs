using BenchmarkDotNet.Attributes;
using RechargeSync.Benchmarks.Load;
using RechargeSync.Core.Inbox;
using RechargeSync.Core.Orders;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Stores;
using RechargeSync.Testing;

namespace RechargeSync.Benchmarks.Micro;

/// <summary>What one order of 3 KB costs in pure computing, from its arrival to the next step.</summary>
[MemoryDiagnoser]
public class PayloadBenchmarks
{
    private static readonly DateTimeOffset s_now = new(2026, 3, 2, 14, 16, 0, TimeSpan.Zero);
    private static readonly byte[] s_secret = BenchStore.Default.SecretBytes;

    private readonly byte[] _body = new byte[OrderTemplate.Created.Length];
    private readonly byte[][] _secrets = [s_secret];
    private string _legacy = "";
    private string _timestamped = "";
    private PendingDelivery _delivery = null!;
    private OrderRow _row = null!;
    private RechargeOrder _order = null!;

    /// <summary>One order, signed both ways.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        OrderTemplate.Created.Write(_body, 1);
        _legacy = WebhookSigner.Legacy(BenchStore.Default.ClientSecret, _body);
        _timestamped = WebhookSigner.Timestamped(BenchStore.Default.ClientSecret, s_now, _body);
        _delivery = new PendingDelivery(1, RechargeTopic.OrderCreated.Name, _body, TraceParent: null);
        _row = new OrderRow { Store = BenchStore.Default.Name, OrderId = OrderTemplate.OrderId(1) };
        _order = RechargePayload.ReadOrder(_body, zone: null);
        if (
            LegacySignature() + TimestampedSignature() != 2
            || ReadEnvelope() != _row.OrderId
            || ApplyAndPlan() != (int)WorkStep.Push
        )
        {
            throw new InvalidOperationException("The order is not taken as what it is.");
        }
    }

    /// <summary>SHA-256 of secret and body.</summary>
    [Benchmark]
    public int LegacySignature() => Check(_legacy, timestamped: null);

    /// <summary>HMAC of time and body.</summary>
    [Benchmark]
    public int TimestampedSignature() => Check(_legacy, _timestamped);

    /// <summary>What makes a redelivery a duplicate.</summary>
    [Benchmark]
    public byte[] DedupeKey() => InboxWriter.DedupeKey(RechargeTopic.OrderCreated.Name, _body);

    /// <summary>The few fields that routing needs.</summary>
    [Benchmark]
    public long ReadEnvelope() => WebhookEnvelope.Read(_body, RechargeTopic.OrderCreated).Resource.OrderId;

    /// <summary>The whole order.</summary>
    [Benchmark]
    public object ReadOrder() => RechargePayload.ReadOrder(_body, zone: null);

    /// <summary>The order mapped, written and hashed, onto its row, and the row's next step.</summary>
    [Benchmark]
    public int ApplyAndPlan() =>
        (int)
            OrderPlan.Next(
                OrderChanges
                    .Apply(_row, _delivery, new DeliveredOrder(_row.Store, _order), appliesRedactions: false, s_now)
                    .Row,
                ChargeWriteBack.Every
            );

    private int Check(string legacy, string? timestamped) =>
        RechargeSignature.Check(_body, legacy, timestamped, _secrets, s_now, acceptLegacy: true)
        == SignatureVerdict.Valid
            ? 1
            : 0;
}
