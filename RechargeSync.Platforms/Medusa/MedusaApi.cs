using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using RechargeSync.Platforms.Calls;

namespace RechargeSync.Platforms.Medusa;

/// <summary>An exchange with Medusa: its answer, or why there is none to go by.</summary>
/// <param name="Outcome">The exchange itself.</param>
/// <param name="Value">What was answered; null where it failed.</param>
/// <param name="Failure">Judged; null where it did not fail.</param>
internal sealed record MedusaCall<T>(HttpOutcome Outcome, T? Value, CallFailure? Failure)
    where T : class
{
    /// <summary>Whether what was asked for is not there.</summary>
    public bool IsNotFound => MedusaRefusals.IsNotFound(Outcome);
}

/// <summary>Medusa's calls as far as we need them, each once and without any judgement of an order.</summary>
internal sealed class MedusaApi(PlatformHttp http, PlatformConnection connection, MedusaOptions options)
{
    /// <summary>A cart's items are answered with their products.</summary>
    private const int LongestAnswer = AnswerLimit.List;

    private const string Route = "/admin/recharge-orders";

    private const string Fields = $"fields={MedusaOrder.Fields}";

    // Orders of one page of a look-up, which finds by a part of the reference.
    private const int Page = 100;

    // A secret key is the user name of HTTP Basic; as a bearer Medusa takes it for a session.
    private readonly AuthenticationHeaderValue _key = new(
        "Basic",
        Convert.ToBase64String(Encoding.UTF8.GetBytes(connection.ApiKey + ":"))
    );

    /// <summary>Asks for our route; it answers its version.</summary>
    public Task<MedusaCall<MedusaRouteAnswer>> RouteAsync(CancellationToken token) =>
        GetAsync(Route, MedusaJson.Default.MedusaRouteAnswer, token);

    /// <summary>By our route, exactly.</summary>
    public Task<MedusaCall<MedusaRouteAnswer>> FindByRouteAsync(string reference, CancellationToken token) =>
        GetAsync($"{Route}?reference={Escape(reference)}", MedusaJson.Default.MedusaRouteAnswer, token);

    /// <summary>The whole of an order by our route.</summary>
    public Task<MedusaCall<MedusaRouteAnswer>> PlaceAsync(MedusaNewOrder order, CancellationToken token) =>
        PostAsync(Route, order, MedusaJson.Default.MedusaNewOrder, MedusaJson.Default.MedusaRouteAnswer, token);

    /// <summary>
    /// By the admin API, whose search takes any part of a text: drafts before orders, so that one that is being
    /// converted is in either list.
    /// </summary>
    /// <returns>The order; neither it nor a failure where there is none.</returns>
    public async Task<(MedusaOrder? Order, CallFailure? Failure)> SearchAsync(string reference, CancellationToken token)
    {
        foreach (var list in (string[])["draft-orders", "orders"])
        {
            for (var offset = 0; ; offset += Page)
            {
                var path =
                    $"/admin/{list}?fields=id,custom_display_id&order=id&q={Escape(reference)}"
                    + FormattableString.Invariant($"&limit={Page}&offset={offset}");
                var page = await GetAsync(path, MedusaJson.Default.MedusaOrderPage, token);
                if (page.Failure is { } failure)
                {
                    return (null, failure);
                }

                var orders = page.Value!.DraftOrders ?? page.Value.Orders ?? [];
                if (orders.FirstOrDefault(order => order?.CustomDisplayId == reference) is { Id: { } id })
                {
                    var found = await OrderAsync(id, token);
                    return found.IsNotFound ? (null, null) : (found.Value?.Order, found.Failure);
                }

                if (orders.Count < Page)
                {
                    break;
                }
            }
        }

        return (null, null);
    }

    public Task<MedusaCall<MedusaOrderAnswer>> OrderAsync(string id, CancellationToken token) =>
        GetAsync($"/admin/orders/{Escape(id)}?{Fields}", MedusaJson.Default.MedusaOrderAnswer, token);

    public Task<MedusaCall<MedusaOrderAnswer>> CreateDraftAsync(MedusaNewOrder order, CancellationToken token) =>
        PostAsync(
            $"/admin/draft-orders?{Fields}",
            order,
            MedusaJson.Default.MedusaNewOrder,
            MedusaJson.Default.MedusaOrderAnswer,
            token
        );

    public Task<MedusaCall<MedusaOrderAnswer>> ConvertAsync(string id, CancellationToken token) =>
        SendAsync(
            HttpMethod.Post,
            $"/admin/draft-orders/{Escape(id)}/convert-to-order?{Fields}",
            "{}"u8.ToArray(),
            MedusaJson.Default.MedusaOrderAnswer,
            token
        );

    /// <summary>Takes a draft away, which frees its reference.</summary>
    public Task<MedusaCall<MedusaOrderAnswer>> DeleteDraftAsync(string id, CancellationToken token) =>
        SendAsync(
            HttpMethod.Delete,
            $"/admin/draft-orders/{Escape(id)}",
            null,
            MedusaJson.Default.MedusaOrderAnswer,
            token
        );

    public Task<MedusaCall<MedusaCollectionAnswer>> CreateCollectionAsync(
        string orderId,
        decimal amount,
        CancellationToken token
    ) =>
        PostAsync(
            "/admin/payment-collections",
            new MedusaNewCollection(orderId, amount),
            MedusaJson.Default.MedusaNewCollection,
            MedusaJson.Default.MedusaCollectionAnswer,
            token
        );

    public Task<MedusaCall<MedusaCollectionAnswer>> PayAsync(string id, string orderId, CancellationToken token) =>
        PostAsync(
            $"/admin/payment-collections/{Escape(id)}/mark-as-paid",
            new MedusaPaid(orderId),
            MedusaJson.Default.MedusaPaid,
            MedusaJson.Default.MedusaCollectionAnswer,
            token
        );

    public Task<MedusaCall<MedusaOrderAnswer>> ChangeAsync(
        string id,
        MedusaOrderChange change,
        CancellationToken token
    ) =>
        PostAsync(
            $"/admin/orders/{Escape(id)}?fields=id",
            change,
            MedusaJson.Default.MedusaOrderChange,
            MedusaJson.Default.MedusaOrderAnswer,
            token
        );

    public Task<MedusaCall<MedusaOrderAnswer>> CancelAsync(string id, CancellationToken token) =>
        SendAsync(
            HttpMethod.Post,
            $"/admin/orders/{Escape(id)}/cancel?fields=id",
            "{}"u8.ToArray(),
            MedusaJson.Default.MedusaOrderAnswer,
            token
        );

    /// <summary>Variants by their ids or SKUs, as the name says: <c>id</c> or <c>sku</c>.</summary>
    public Task<MedusaCall<MedusaVariants>> VariantsAsync(
        string by,
        IReadOnlyCollection<string> values,
        CancellationToken token
    )
    {
        var which = string.Concat(values.Select(value => $"&{by}[]={Escape(value)}"));
        var path = FormattableString.Invariant($"/admin/product-variants?fields=id,sku&limit={values.Count}{which}");
        return GetAsync(path, MedusaJson.Default.MedusaVariants, token);
    }

    /// <summary>Customers of an e-mail address: a registered one, a guest, both or none.</summary>
    public Task<MedusaCall<MedusaCustomers>> CustomersAsync(string email, CancellationToken token) =>
        GetAsync(
            $"/admin/customers?fields=id,has_account&email={Escape(email.ToLowerInvariant())}",
            MedusaJson.Default.MedusaCustomers,
            token
        );

    public Task<MedusaCall<MedusaCustomers>> CreateCustomerAsync(MedusaNewCustomer customer, CancellationToken token) =>
        PostAsync(
            "/admin/customers?fields=id,has_account",
            customer,
            MedusaJson.Default.MedusaNewCustomer,
            MedusaJson.Default.MedusaCustomers,
            token
        );

    public Task<MedusaCall<MedusaRegionAnswer>> RegionAsync(string id, CancellationToken token) =>
        GetAsync(
            $"/admin/regions/{Escape(id)}?fields=id,currency_code,automatic_taxes",
            MedusaJson.Default.MedusaRegionAnswer,
            token
        );

    public Task<MedusaCall<MedusaChannelAnswer>> ChannelAsync(CancellationToken token) =>
        GetAsync(
            $"/admin/sales-channels/{Escape(options.SalesChannelId)}?fields=id,name,is_disabled",
            MedusaJson.Default.MedusaChannelAnswer,
            token
        );

    /// <summary>Whether a shipping option is there.</summary>
    public Task<MedusaCall<MedusaOrderAnswer>> ShippingOptionAsync(string id, CancellationToken token) =>
        GetAsync($"/admin/shipping-options/{Escape(id)}?fields=id", MedusaJson.Default.MedusaOrderAnswer, token);

    public Task<MedusaCall<MedusaPromotions>> PromotionsAsync(CancellationToken token) =>
        GetAsync(
            $"/admin/promotions?limit={Page}&fields=id,code,status,is_automatic",
            MedusaJson.Default.MedusaPromotions,
            token
        );

    public Task<MedusaCall<MedusaCartAnswer>> CartAsync(string id, CancellationToken token) =>
        SendToStoreAsync(
            HttpMethod.Get,
            $"/store/carts/{Escape(id)}?fields=id,completed_at,items.id",
            "/store/carts/*",
            token
        );

    public Task<MedusaCall<MedusaCartAnswer>> RemoveFromCartAsync(string id, string item, CancellationToken token) =>
        SendToStoreAsync(
            HttpMethod.Delete,
            $"/store/carts/{Escape(id)}/line-items/{Escape(item)}?fields=id",
            "/store/carts/*/line-items/*",
            token
        );

    private static string Escape(string text) => Uri.EscapeDataString(text);

    private async Task<MedusaCall<MedusaCartAnswer>> SendToStoreAsync(
        HttpMethod method,
        string path,
        string shown,
        CancellationToken token
    )
    {
        using var request = http.Request(method, path);
        request.Headers.Add("x-publishable-api-key", options.PublishableKey);
        http.Show(request, shown);
        return Read(await http.SendAsync(request, token, LongestAnswer), MedusaJson.Default.MedusaCartAnswer);
    }

    private Task<MedusaCall<T>> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken token)
        where T : class => SendAsync(HttpMethod.Get, path, null, type, token);

    private Task<MedusaCall<T>> PostAsync<TBody, T>(
        string path,
        TBody body,
        JsonTypeInfo<TBody> typeOfBody,
        JsonTypeInfo<T> type,
        CancellationToken token
    )
        where T : class =>
        SendAsync(HttpMethod.Post, path, JsonSerializer.SerializeToUtf8Bytes(body, typeOfBody), type, token);

    private async Task<MedusaCall<T>> SendAsync<T>(
        HttpMethod method,
        string path,
        byte[]? json,
        JsonTypeInfo<T> type,
        CancellationToken token
    )
        where T : class
    {
        using var request = http.Request(method, path, json);
        request.Headers.Authorization = _key;
        return Read(await http.SendAsync(request, token, LongestAnswer), type);
    }

    private static MedusaCall<T> Read<T>(HttpOutcome outcome, JsonTypeInfo<T> type)
        where T : class
    {
        if (!outcome.IsSuccess)
        {
            return new(outcome, null, MedusaRefusals.Judge(outcome));
        }

        var (value, problem) = outcome.Read(type);
        return value is null
            ? new(outcome, null, outcome.Malformed(problem ?? "an object was expected"))
            : new(outcome, value, null);
    }
}
