using Microsoft.AspNetCore.Http.HttpResults;
using RechargeSync.MockPlatform.Dispatch;
using RechargeSync.MockPlatform.Faults;
using RechargeSync.MockPlatform.Platform;
using RechargeSync.MockPlatform.Recharge;
using RechargeSync.MockPlatform.State;
using RechargeSync.MockPlatform.Stores;

namespace RechargeSync.MockPlatform.Control;

/// <summary><c>/control</c>: what tests and demos do to the mock. Faults never touch it.</summary>
internal static class ControlEndpoints
{
    private const double MostDays = 3660;

    public static void MapControl(this RouteGroupBuilder control)
    {
        control.MapPost("/checkouts", BuyAsync);
        control.MapGet(
            "/clock",
            (VirtualClock clock) =>
                TypedResults.Json(new ClockResponse(clock.Now, []), ControlJson.Default.ClockResponse)
        );
        control.MapPost("/clock/advance", AdvanceAsync);
        control.MapGet(
            "/faults",
            (FaultDials dials) => TypedResults.Json(dials.Current, ControlJson.Default.FaultSettings)
        );
        control.MapPut("/faults", SetFaultsAsync);
        control.MapDelete("/faults", ClearFaults);
        control.MapGet(
            "/audit",
            (int? newest, Auditor auditor) => TypedResults.Json(auditor.Report(newest), ControlJson.Default.AuditReport)
        );
        control.MapPost("/seed", SeedEndpoint.SeedAsync);
        control.MapPost(
            "/reset",
            (MockReset reset) =>
            {
                reset.Run();
                return TypedResults.NoContent();
            }
        );
        control.MapGet("/deliveries", Deliveries);
        control.MapPost("/platform/orders/{id}/fulfil", OrderFateEndpoints.Fulfil);
        control.MapGet("/orders/{id:long}", OrderControl.Get);
        control.MapPost("/orders/{id:long}/update", OrderControl.UpdateAsync);
        control.MapPost("/orders/{id:long}/edit", OrderControl.EditAsync);
        control.MapOrderActions();
        control.MapGet(
            "/catalogue",
            (StoreDirectory stores) =>
                TypedResults.Json(
                    new CatalogueResponse(
                        [.. stores.All.Select(s => new CatalogueResponse.Shop(s.Name, s.Version.ToText()))],
                        Catalogue.Products
                    ),
                    ControlJson.Default.CatalogueResponse
                )
        );
    }

    private static async Task<IResult> BuyAsync(
        HttpRequest request,
        CheckoutDesk desk,
        StoreDirectory stores,
        CancellationToken cancellationToken
    )
    {
        var (body, refusal) = await ControlBody.ReadAsync(
            request,
            ControlJson.Default.CheckoutRequest,
            cancellationToken
        );
        if (body is null)
        {
            return refusal!;
        }

        var errors = CheckoutRules.Check(body, stores);
        return errors.Count > 0
            ? ControlBody.Invalid(errors)
            : TypedResults.Json(
                desk.Buy(body),
                ControlJson.Default.CheckoutResponse,
                statusCode: StatusCodes.Status201Created
            );
    }

    private static async Task<IResult> AdvanceAsync(
        HttpRequest request,
        VirtualClock clock,
        DueOrders due,
        CancellationToken cancellationToken
    )
    {
        var (body, refusal) = await ControlBody.ReadAsync(request, ControlJson.Default.ClockAdvance, cancellationToken);
        if (body is null)
        {
            return refusal!;
        }

        if (!(body.Days > 0 && body.Days <= MostDays))
        {
            return ControlBody.Invalid(
                FormattableString.Invariant($"days must be above 0 and at most {MostDays}; the clock never goes back.")
            );
        }

        clock.Advance(TimeSpan.FromDays(body.Days));
        var processed = due.Process();
        return TypedResults.Json(new ClockResponse(clock.Now, processed), ControlJson.Default.ClockResponse);
    }

    private static async Task<IResult> SetFaultsAsync(
        HttpRequest request,
        FaultDials dials,
        CancellationToken cancellationToken
    )
    {
        var (body, refusal) = await ControlBody.ReadAsync(
            request,
            ControlJson.Default.FaultSettings,
            cancellationToken
        );
        if (body is null)
        {
            return refusal!;
        }

        var errors = FaultRules.Check(body);
        if (errors.Count > 0)
        {
            return ControlBody.Invalid(errors);
        }

        dials.Set(body);
        return TypedResults.Json(body, ControlJson.Default.FaultSettings);
    }

    private static NoContent ClearFaults(FaultDials dials)
    {
        dials.Set(FaultSettings.None);
        return TypedResults.NoContent();
    }

    private static JsonHttpResult<DeliveryReport> Deliveries(WebhookDispatcher dispatcher)
    {
        var rows = dispatcher
            .Log.Recent()
            .Select(d => new DeliveryReport.Row(
                d.Id,
                d.Store.Name,
                d.Topic,
                d.SubscriptionId,
                Words.Lower(d.Status.ToString()),
                d.Attempts,
                d.LastStatusCode,
                d.FiredAt
            ));
        return TypedResults.Json(
            new DeliveryReport(dispatcher.Log.Pending, [.. rows]),
            ControlJson.Default.DeliveryReport
        );
    }
}
