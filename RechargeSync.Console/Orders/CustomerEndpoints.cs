using Microsoft.AspNetCore.Http.HttpResults;
using RechargeSync.Console.Access;
using RechargeSync.Console.Client;

namespace RechargeSync.Console.Orders;

/// <summary><c>/admin/v1/customers</c>.</summary>
internal static class CustomerEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var customer = api.MapGroup("/customers/{store}/{id:long}").WithTags("Customers");
        customer
            .MapGet("/", CountAsync)
            .WithSummary("How many orders of a customer are at rest, and how many are not.");
        customer
            .MapPost("/erase", EraseAsync)
            .RequireAuthorization(AccessServices.Operators)
            .WithSummary("Erases what is stored of a customer's orders that are at rest; audited.");
    }

    private static async Task<Results<Ok<CustomerOrders>, ProblemHttpResult>> CountAsync(
        string store,
        long id,
        ErasureOperations erasures,
        CancellationToken cancellationToken
    ) => (await erasures.CountAsync(store, id, cancellationToken)).ToResult();

    private static async Task<Results<Ok<CustomerOrders>, ProblemHttpResult>> EraseAsync(
        string store,
        long id,
        EraseRequest? request,
        HttpContext context,
        ErasureOperations erasures,
        CancellationToken cancellationToken
    ) =>
        (
            await erasures.EraseCustomerAsync(store, id, request, AdminCaller.NameOf(context), cancellationToken)
        ).ToResult();
}
