using Microsoft.AspNetCore.Http.HttpResults;
using RechargeSync.Console.Access;
using RechargeSync.Console.Client;
using RechargeSync.Console.Deliveries.Signatures;
using RechargeSync.Console.Listing;
using RechargeSync.Console.Payloads;

namespace RechargeSync.Console.Deliveries;

/// <summary><c>/admin/v1/deliveries</c>.</summary>
internal static class DeliveryEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var deliveries = api.MapGroup("/deliveries").WithTags("Deliveries");
        deliveries.MapGet("/", ListAsync).WithSummary("Lists stored webhooks, newest first.");
        deliveries
            .MapGet("/unstored", RejectedAsync)
            .WithSummary("Lists webhooks that left no row: refused, or known already.");
        deliveries.MapGet("/{id:long}", ShowAsync).WithSummary("One stored webhook.");
        deliveries.MapGet("/{id:long}/payload", PayloadAsync).WithSummary("Its payload, personal data masked.");
        deliveries
            .MapPost("/{id:long}/payload/reveal", RevealAsync)
            .RequireAuthorization(AccessServices.Operators)
            .WithSummary("Its payload as it is; audited.");
        deliveries
            .MapPost("/explain-signature", Explain)
            .WithSummary("Says why a signature is accepted or refused. Keeps nothing, tells no secret.");
    }

    private static async Task<Results<Ok<ListPage<DeliverySummary>>, ProblemHttpResult>> ListAsync(
        string? verdict,
        string? store,
        string? topic,
        string? cursor,
        int? limit,
        DeliveryList deliveries,
        CancellationToken cancellationToken
    )
    {
        var query = new DeliveryQuery
        {
            Verdict = verdict,
            Store = store,
            Topic = topic,
            Cursor = cursor,
            Limit = limit,
        };
        return (await deliveries.ListAsync(query, cancellationToken)).ToResult();
    }

    private static async Task<Results<Ok<ListPage<RejectedDeliverySummary>>, ProblemHttpResult>> RejectedAsync(
        string? cursor,
        int? limit,
        RejectedList deliveries
    ) => (await deliveries.ListAsync(new PageRequest(cursor, limit))).ToResult();

    private static async Task<Results<Ok<DeliverySummary>, ProblemHttpResult>> ShowAsync(
        long id,
        DeliveryList deliveries,
        CancellationToken cancellationToken
    ) => (await deliveries.FindAsync(id, cancellationToken)).ToResult();

    private static async Task<Results<Ok<PayloadView>, ProblemHttpResult>> PayloadAsync(
        long id,
        PayloadQuery payloads,
        CancellationToken cancellationToken
    ) => (await payloads.OfDeliveryAsync(id, cancellationToken)).ToResult();

    private static async Task<Results<Ok<PayloadView>, ProblemHttpResult>> RevealAsync(
        long id,
        NoteRequest? request,
        HttpContext context,
        PayloadQuery payloads,
        CancellationToken cancellationToken
    ) =>
        (
            await payloads.RevealDeliveryAsync(id, request?.Note, AdminCaller.NameOf(context), cancellationToken)
        ).ToResult();

    private static Results<Ok<SignatureExplanation>, ProblemHttpResult> Explain(
        ExplainSignatureRequest request,
        SignatureQuery signatures
    ) => signatures.Explain(request).ToResult();
}
