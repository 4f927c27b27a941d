using System.Text.Json.Serialization;
using RechargeSync.Core.DeadLetters;

namespace RechargeSync.Core.Admin.Contracts;

/// <summary>Source-generated JSON of the admin API.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    PropertyNameCaseInsensitive = true
)]
[JsonSerializable(typeof(SessionInfo))]
[JsonSerializable(typeof(SignInRequest))]
[JsonSerializable(typeof(ListPage<string>))]
[JsonSerializable(typeof(Overview))]
[JsonSerializable(typeof(OverviewSeries))]
[JsonSerializable(typeof(ListPage<OrderSummary>))]
[JsonSerializable(typeof(OrderDetail))]
[JsonSerializable(typeof(PayloadView))]
[JsonSerializable(typeof(NoteRequest))]
[JsonSerializable(typeof(RedoRequest))]
[JsonSerializable(typeof(OrderActResult))]
[JsonSerializable(typeof(DeadLetterPage))]
[JsonSerializable(typeof(DeadLetterDetail))]
[JsonSerializable(typeof(DeadLetterSelection))]
[JsonSerializable(typeof(ActResult))]
[JsonSerializable(typeof(ListPage<DeadLetterGroup>))]
[JsonSerializable(typeof(ListPage<DeliverySummary>))]
[JsonSerializable(typeof(DeliverySummary))]
[JsonSerializable(typeof(ListPage<UnstoredDelivery>))]
[JsonSerializable(typeof(ExplainSignatureRequest))]
[JsonSerializable(typeof(SignatureExplanation))]
[JsonSerializable(typeof(ListPage<ReconciliationRun>))]
[JsonSerializable(typeof(ListPage<ReconciliationFinding>))]
[JsonSerializable(typeof(ReconcileRequest))]
[JsonSerializable(typeof(HealRequest))]
[JsonSerializable(typeof(ReconcileResult))]
[JsonSerializable(typeof(ListPage<StoreSubscriptions>))]
[JsonSerializable(typeof(RepairResult))]
[JsonSerializable(typeof(LiveEvent))]
[JsonSerializable(typeof(ListPage<ActEntry>))]
[JsonSerializable(typeof(DoctorReport))]
[JsonSerializable(typeof(AdminProblem))]
public sealed partial class AdminJson : JsonSerializerContext;
