using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using RechargeSync.Core.Admin.Access;
using RechargeSync.Core.Admin.Contracts;
using RechargeSync.Core.Admin.Queries;
using RechargeSync.Core.Admin.Signatures;
using RechargeSync.Core.Stores;

namespace RechargeSync.Core.Admin.Endpoints;

/// <summary><c>/admin/v1/deliveries</c>.</summary>
internal static class DeliveryEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var deliveries = api.MapGroup("/deliveries").WithTags("Deliveries");
        deliveries.MapGet("/", ListAsync).WithSummary("Lists stored webhooks, newest first.");
        deliveries
            .MapGet("/unstored", UnstoredAsync)
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
    ) =>
        Paging.Check(limit, cursor, out var after) is { } problem ? AdminProblems.BadRequest(problem)
        : !DeliveryList.IsVerdict(verdict)
            ? AdminProblems.BadRequest("verdict is stored, received, done, ignored, quarantined or dead.")
        : TypedResults.Ok(
            await deliveries.ListAsync(verdict, store, topic, after, limit ?? Paging.Usual, cancellationToken)
        );

    private static async Task<Results<Ok<ListPage<UnstoredDelivery>>, ProblemHttpResult>> UnstoredAsync(
        string? cursor,
        int? limit,
        UnstoredList deliveries
    ) =>
        limit is < 1 or > Paging.Most ? AdminProblems.BadRequest($"limit is from 1 to {Paging.Most}.")
        : !UnstoredList.IsCursor(cursor)
            ? AdminProblems.BadRequest("cursor is none of ours: leave it out for the first page.")
        : TypedResults.Ok(await deliveries.ListAsync(cursor, limit ?? Paging.Usual));

    private static async Task<Results<Ok<DeliverySummary>, ProblemHttpResult>> ShowAsync(
        long id,
        DeliveryList deliveries,
        CancellationToken cancellationToken
    ) => await deliveries.FindAsync(id, cancellationToken) is { } delivery ? TypedResults.Ok(delivery) : Unknown();

    private static async Task<Results<Ok<PayloadView>, ProblemHttpResult>> PayloadAsync(
        long id,
        Payloads payloads,
        CancellationToken cancellationToken
    ) => await payloads.OfDeliveryAsync(id, cancellationToken) is { } payload ? TypedResults.Ok(payload) : Unknown();

    private static async Task<Results<Ok<PayloadView>, ProblemHttpResult>> RevealAsync(
        long id,
        NoteRequest? request,
        HttpContext context,
        Payloads payloads,
        CancellationToken cancellationToken
    ) =>
        Notes.Check(request?.Note, required: false) is { } problem ? problem
        : await payloads.RevealDeliveryAsync(id, AdminCaller.Of(context.User)!.Name, request?.Note, cancellationToken)
            is { } payload
            ? TypedResults.Ok(payload)
        : Unknown();

    private static Results<Ok<SignatureExplanation>, ProblemHttpResult> Explain(
        ExplainSignatureRequest request,
        StoreRegistry stores,
        TimeProvider clock
    )
    {
        if (!stores.TryGet(request.Store, out var store))
        {
            return AdminProblems.BadRequest("store is required, and has to be a configured one.");
        }

        if (Body(request) is not { } body)
        {
            return AdminProblems.BadRequest("Give body, the raw body as text, or bodyBase64, which keeps every byte.");
        }

        return TypedResults.Ok(
            SignatureExplainer.Explain(
                new SignatureCase(
                    body,
                    request.Legacy,
                    request.Timestamped,
                    store.Secrets,
                    Encoding.UTF8.GetBytes(store.Options.AccessToken),
                    [
                        .. stores
                            .All.Where(other => other.Name != store.Name)
                            .Select(other => (other.Name, other.Secrets)),
                    ],
                    store.Options.AcceptLegacySignature,
                    clock.GetUtcNow()
                )
            )
        );
    }

    private static byte[]? Body(ExplainSignatureRequest request)
    {
        if (request.BodyBase64 is not { } encoded)
        {
            return request.Body is { } text ? Encoding.UTF8.GetBytes(text) : null;
        }

        var bytes = new byte[encoded.Length];
        return Convert.TryFromBase64String(encoded, bytes, out var written) ? bytes[..written] : null;
    }

    private static ProblemHttpResult Unknown() => AdminProblems.NotFound("No such delivery is stored.");
}
