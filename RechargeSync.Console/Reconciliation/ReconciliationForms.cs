using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using RechargeSync.Console.Components.Parts;
using RechargeSync.Core.Admin.Contracts;

namespace RechargeSync.Console.Components.Reconciliation;

/// <summary>Where the forms of the reconciliation lead.</summary>
internal static class ReconciliationActs
{
    private const string List = "/reconciliation";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost(List + "/run", RunAsync);
        endpoints.MapPost(List + "/{id:long}/heal", HealAsync);
    }

    private static Task<IResult> RunAsync(
        [FromForm] string? store,
        [FromForm] string? since,
        [FromForm] string? note,
        PageActs acts,
        HttpContext context
    ) =>
        acts.DoAsync(
            context,
            List,
            async (api, token) =>
                (
                    await api.ReconcileAsync(
                        new ReconcileRequest
                        {
                            Store = store ?? "",
                            Since = Utc(since),
                            Note = note,
                        },
                        token
                    )
                ).Message
        );

    private static Task<IResult> HealAsync(long id, [FromForm] string? note, PageActs acts, HttpContext context) =>
        acts.DoAsync(
            context,
            $"{List}/{Words.Id(id)}",
            async (api, token) => (await api.HealAsync(new HealRequest { RunId = id, Note = note }, token)).Message
        );

    // The field holds a wall time, which the page says is UTC.
    private static DateTimeOffset? Utc(string? time) =>
        DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at
            : null;
}
