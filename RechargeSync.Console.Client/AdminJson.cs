using System.Text.Json.Serialization;

namespace RechargeSync.Console.Client;

/// <summary>Source-generated JSON of the admin API.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    PropertyNameCaseInsensitive = true
)]
[JsonSerializable(typeof(SessionInfo))]
[JsonSerializable(typeof(SignInRequest))]
[JsonSerializable(typeof(ListPage<string>))]
[JsonSerializable(typeof(SystemOverview))]
[JsonSerializable(typeof(OverviewSeries))]
[JsonSerializable(typeof(ListPage<OrderSummary>))]
[JsonSerializable(typeof(OrderDetail))]
[JsonSerializable(typeof(PayloadView))]
[JsonSerializable(typeof(NoteRequest))]
[JsonSerializable(typeof(RedoRequest))]
[JsonSerializable(typeof(OrderActionResult))]
[JsonSerializable(typeof(PlaceSelection))]
[JsonSerializable(typeof(PlaceCount))]
[JsonSerializable(typeof(CustomerOrders))]
[JsonSerializable(typeof(EraseRequest))]
[JsonSerializable(typeof(ListPage<DeadLetter>))]
[JsonSerializable(typeof(DeadLetterDetail))]
[JsonSerializable(typeof(DeadLetterSelection))]
[JsonSerializable(typeof(DeadLetterCount))]
[JsonSerializable(typeof(ListPage<DeadLetterGroup>))]
[JsonSerializable(typeof(ListPage<DeliverySummary>))]
[JsonSerializable(typeof(DeliverySummary))]
[JsonSerializable(typeof(ListPage<RejectedDeliverySummary>))]
[JsonSerializable(typeof(ExplainSignatureRequest))]
[JsonSerializable(typeof(SignatureExplanation))]
[JsonSerializable(typeof(ListPage<ReconciliationRun>))]
[JsonSerializable(typeof(ListPage<DriftSummary>))]
[JsonSerializable(typeof(ReconcileRequest))]
[JsonSerializable(typeof(HealRequest))]
[JsonSerializable(typeof(ReconcileResult))]
[JsonSerializable(typeof(ListPage<StoreSubscriptions>))]
[JsonSerializable(typeof(RepairResult))]
[JsonSerializable(typeof(ListPage<PausedSide>))]
[JsonSerializable(typeof(ResumeResult))]
[JsonSerializable(typeof(LiveEvent))]
[JsonSerializable(typeof(ListPage<AuditEntry>))]
[JsonSerializable(typeof(DoctorReport))]
[JsonSerializable(typeof(AdminProblem))]
public sealed partial class AdminJson : JsonSerializerContext;
