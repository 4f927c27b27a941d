using System.Globalization;

namespace RechargeSync.Console.Client;

// Deliveries, those that were turned away, and signatures.
public sealed partial class AdminClient
{
    /// <summary>Lists stored deliveries, newest first.</summary>
    public Task<ListPage<DeliverySummary>> DeliveriesAsync(DeliveryQuery query, CancellationToken cancellationToken) =>
        GetAsync(
            new QueryText("deliveries")
                .Add("verdict", query.Verdict)
                .Add("store", query.Store)
                .Add("topic", query.Topic)
                .Add("cursor", query.Cursor)
                .Add("limit", query.Limit),
            AdminJson.Default.ListPageDeliverySummary,
            cancellationToken
        );

    /// <summary>One stored delivery.</summary>
    public Task<DeliverySummary> DeliveryAsync(long id, CancellationToken cancellationToken) =>
        GetAsync(Delivery(id), AdminJson.Default.DeliverySummary, cancellationToken);

    /// <summary>A delivery's payload, personal data masked.</summary>
    public Task<PayloadView> DeliveryPayloadAsync(long id, CancellationToken cancellationToken) =>
        GetAsync(Delivery(id) + "/payload", AdminJson.Default.PayloadView, cancellationToken);

    /// <summary>A delivery's payload as it is; for operators, and audited.</summary>
    public Task<PayloadView> RevealDeliveryPayloadAsync(
        long id,
        NoteRequest request,
        CancellationToken cancellationToken
    ) =>
        PostAsync(
            Delivery(id) + "/payload/reveal",
            request,
            AdminJson.Default.NoteRequest,
            AdminJson.Default.PayloadView,
            cancellationToken
        );

    /// <summary>Rejected deliveries, newest first.</summary>
    public Task<ListPage<RejectedDeliverySummary>> RejectedDeliveriesAsync(
        string? cursor,
        int? limit,
        CancellationToken cancellationToken
    ) =>
        GetAsync(
            new QueryText("deliveries/unstored").Add("cursor", cursor).Add("limit", limit),
            AdminJson.Default.ListPageRejectedDeliverySummary,
            cancellationToken
        );

    /// <summary>Explains a signature.</summary>
    public Task<SignatureExplanation> ExplainSignatureAsync(
        ExplainSignatureRequest request,
        CancellationToken cancellationToken
    ) =>
        PostAsync(
            "deliveries/explain-signature",
            request,
            AdminJson.Default.ExplainSignatureRequest,
            AdminJson.Default.SignatureExplanation,
            cancellationToken
        );

    private static string Delivery(long id) => string.Create(CultureInfo.InvariantCulture, $"deliveries/{id}");
}
