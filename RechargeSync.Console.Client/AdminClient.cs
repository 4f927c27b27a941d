using System.Globalization;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace RechargeSync.Console.Client;

/// <summary>
/// The admin API, typed. Each method throws <see cref="AdminException"/> where the API refuses, and
/// <see cref="HttpRequestException"/> where it cannot be reached.
/// </summary>
/// <param name="http">Its base address is the Console's, with a slash at the end.</param>
public sealed class AdminClient(HttpClient http)
{
    // Relative, so that the base address may have a path of its own.
    private static readonly string s_root = AdminApi.Root[1..] + "/";

    /// <summary>Who calls.</summary>
    public Task<SessionInfo> SessionAsync(CancellationToken cancellationToken) =>
        GetAsync("session", AdminJson.Default.SessionInfo, cancellationToken);

    /// <summary>The stores' names.</summary>
    public Task<ListPage<string>> StoresAsync(CancellationToken cancellationToken) =>
        GetAsync("stores", AdminJson.Default.ListPageString, cancellationToken);

    /// <summary>Everything at a glance.</summary>
    public Task<SystemOverview> OverviewAsync(CancellationToken cancellationToken) =>
        GetAsync("overview", AdminJson.Default.SystemOverview, cancellationToken);

    /// <summary>The charts.</summary>
    /// <param name="range"><c>hour</c>, <c>day</c> or <c>week</c>.</param>
    /// <param name="store">One store; null for all.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<OverviewSeries> SeriesAsync(string range, string? store, CancellationToken cancellationToken) =>
        GetAsync(
            new QueryText("overview/series").Add("range", range).Add("store", store),
            AdminJson.Default.OverviewSeries,
            cancellationToken
        );

    /// <summary>Lists orders.</summary>
    public Task<ListPage<OrderSummary>> OrdersAsync(OrderQuery query, CancellationToken cancellationToken) =>
        GetAsync(
            new QueryText("orders")
                .Add("search", query.Search)
                .Add("state", query.State)
                .Add("reason", query.Reason)
                .Add("kind", query.Kind)
                .Add("store", query.Store)
                .Add("minAge", (long?)query.MinAge?.TotalMilliseconds)
                .Add("sort", query.Sort)
                .Add("cursor", query.Cursor)
                .Add("limit", query.Limit),
            AdminJson.Default.ListPageOrderSummary,
            cancellationToken
        );

    /// <summary>One order with its timeline.</summary>
    public Task<OrderDetail> OrderAsync(string store, long orderId, CancellationToken cancellationToken) =>
        GetAsync(Order(store, orderId), AdminJson.Default.OrderDetail, cancellationToken);

    /// <summary>The payload in force, personal data masked.</summary>
    public Task<PayloadView> PayloadAsync(string store, long orderId, CancellationToken cancellationToken) =>
        GetAsync(Order(store, orderId) + "/payload", AdminJson.Default.PayloadView, cancellationToken);

    /// <summary>The payload in force as it is; for operators, and audited.</summary>
    public Task<PayloadView> RevealPayloadAsync(
        string store,
        long orderId,
        NoteRequest request,
        CancellationToken cancellationToken
    ) =>
        PostAsync(
            Order(store, orderId) + "/payload/reveal",
            request,
            AdminJson.Default.NoteRequest,
            AdminJson.Default.PayloadView,
            cancellationToken
        );

    /// <summary>Tries an order at once.</summary>
    public Task<OrderActionResult> RetryAsync(
        string store,
        long orderId,
        NoteRequest request,
        CancellationToken cancellationToken
    ) =>
        PostAsync(
            Order(store, orderId) + "/retry",
            request,
            AdminJson.Default.NoteRequest,
            AdminJson.Default.OrderActionResult,
            cancellationToken
        );

    /// <summary>Redoes an order from a step.</summary>
    public Task<OrderActionResult> RedoAsync(
        string store,
        long orderId,
        RedoRequest request,
        CancellationToken cancellationToken
    ) =>
        PostAsync(
            Order(store, orderId) + "/redo",
            request,
            AdminJson.Default.RedoRequest,
            AdminJson.Default.OrderActionResult,
            cancellationToken
        );

    /// <summary>Has an order placed that is not on the platform, whatever kept it.</summary>
    public Task<OrderActionResult> PlaceAsync(
        string store,
        long orderId,
        NoteRequest request,
        CancellationToken cancellationToken
    ) =>
        PostAsync(
            Order(store, orderId) + "/place",
            request,
            AdminJson.Default.NoteRequest,
            AdminJson.Default.OrderActionResult,
            cancellationToken
        );

    /// <summary>How many orders of a store are ignored for a reason and not placed, to confirm an action.</summary>
    public Task<PlaceCount> CountToPlaceAsync(string store, string reason, CancellationToken cancellationToken) =>
        GetAsync(
            new QueryText("orders/place").Add("store", store).Add("reason", reason),
            AdminJson.Default.PlaceCount,
            cancellationToken
        );

    /// <summary>Has the named orders placed.</summary>
    public Task<PlaceCount> PlaceManyAsync(PlaceSelection selection, CancellationToken cancellationToken) =>
        PostAsync(
            "orders/place",
            selection,
            AdminJson.Default.PlaceSelection,
            AdminJson.Default.PlaceCount,
            cancellationToken
        );

    /// <summary>Begins to have all orders placed that are ignored for a reason; without ids.</summary>
    public Task<BulkJob> PlaceAllAsync(PlaceSelection selection, CancellationToken cancellationToken) =>
        PostAsync(
            "orders/place",
            selection,
            AdminJson.Default.PlaceSelection,
            AdminJson.Default.BulkJob,
            cancellationToken
        );

    /// <summary>Ignores an order until Recharge changes it; the note is required.</summary>
    public Task<OrderActionResult> IgnoreAsync(
        string store,
        long orderId,
        NoteRequest request,
        CancellationToken cancellationToken
    ) =>
        PostAsync(
            Order(store, orderId) + "/ignore",
            request,
            AdminJson.Default.NoteRequest,
            AdminJson.Default.OrderActionResult,
            cancellationToken
        );

    /// <summary>Erases what is stored of the person of an order that is at rest.</summary>
    public Task<OrderActionResult> EraseAsync(
        string store,
        long orderId,
        NoteRequest request,
        CancellationToken cancellationToken
    ) =>
        PostAsync(
            Order(store, orderId) + "/erase",
            request,
            AdminJson.Default.NoteRequest,
            AdminJson.Default.OrderActionResult,
            cancellationToken
        );

    /// <summary>How many orders of a customer are at rest, and how many are not.</summary>
    public Task<CustomerOrders> CustomerAsync(string store, long customerId, CancellationToken cancellationToken) =>
        GetAsync(Customer(store, customerId), AdminJson.Default.CustomerOrders, cancellationToken);

    /// <summary>Erases what is stored of a customer's orders that are at rest.</summary>
    public Task<CustomerOrders> EraseCustomerAsync(
        string store,
        long customerId,
        EraseRequest request,
        CancellationToken cancellationToken
    ) =>
        PostAsync(
            Customer(store, customerId) + "/erase",
            request,
            AdminJson.Default.EraseRequest,
            AdminJson.Default.CustomerOrders,
            cancellationToken
        );

    /// <summary>Lists dead letters.</summary>
    public Task<ListPage<DeadLetter>> DeadLettersAsync(DeadLetterQuery query, CancellationToken cancellationToken) =>
        GetAsync(
            new QueryText("dead-letters")
                .Add("store", query.Store)
                .Add("kind", query.Kind)
                .Add("reason", query.Reason)
                .Add("cursor", query.Cursor)
                .Add("limit", query.Limit),
            AdminJson.Default.ListPageDeadLetter,
            cancellationToken
        );

    /// <summary>One dead letter.</summary>
    /// <param name="store">The store.</param>
    /// <param name="id">As listed: kind, slash, name.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<DeadLetterDetail> DeadLetterAsync(string store, string id, CancellationToken cancellationToken) =>
        GetAsync(
            $"dead-letters/{Part(store)}/{string.Join('/', id.Split('/', 2).Select(Part))}",
            AdminJson.Default.DeadLetterDetail,
            cancellationToken
        );

    /// <summary>Dead letters by store, kind and reason.</summary>
    public Task<ListPage<DeadLetterGroup>> DeadLetterGroupsAsync(string? store, CancellationToken cancellationToken) =>
        GetAsync(
            new QueryText("dead-letters/groups").Add("store", store),
            AdminJson.Default.ListPageDeadLetterGroup,
            cancellationToken
        );

    /// <summary>How many dead letters a selection holds, to confirm an action.</summary>
    public Task<DeadLetterCount> CountDeadLettersAsync(
        DeadLetterSelection selection,
        CancellationToken cancellationToken
    ) =>
        PostAsync(
            "dead-letters/count",
            selection,
            AdminJson.Default.DeadLetterSelection,
            AdminJson.Default.DeadLetterCount,
            cancellationToken
        );

    /// <summary>Gives the named dead letters back to the workers.</summary>
    public Task<DeadLetterCount> ReplayDeadLettersAsync(
        DeadLetterSelection selection,
        CancellationToken cancellationToken
    ) =>
        PostAsync(
            "dead-letters/replay",
            selection,
            AdminJson.Default.DeadLetterSelection,
            AdminJson.Default.DeadLetterCount,
            cancellationToken
        );

    /// <summary>Begins to give back all dead letters that the filter lets through; without ids.</summary>
    public Task<BulkJob> ReplayAllDeadLettersAsync(
        DeadLetterSelection selection,
        CancellationToken cancellationToken
    ) =>
        PostAsync(
            "dead-letters/replay",
            selection,
            AdminJson.Default.DeadLetterSelection,
            AdminJson.Default.BulkJob,
            cancellationToken
        );

    /// <summary>Begins to discard all dead letters that the filter lets through; without ids, with a note.</summary>
    public Task<BulkJob> DiscardAllDeadLettersAsync(
        DeadLetterSelection selection,
        CancellationToken cancellationToken
    ) =>
        PostAsync(
            "dead-letters/ignore",
            selection,
            AdminJson.Default.DeadLetterSelection,
            AdminJson.Default.BulkJob,
            cancellationToken
        );

    /// <summary>Discards the named dead letters; the note is required.</summary>
    public Task<DeadLetterCount> DiscardDeadLettersAsync(
        DeadLetterSelection selection,
        CancellationToken cancellationToken
    ) =>
        PostAsync(
            "dead-letters/ignore",
            selection,
            AdminJson.Default.DeadLetterSelection,
            AdminJson.Default.DeadLetterCount,
            cancellationToken
        );

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

    /// <summary>Lists reconciliation runs, newest first.</summary>
    public Task<ListPage<ReconciliationRun>> ReconciliationRunsAsync(
        string? store,
        string? cursor,
        int? limit,
        CancellationToken cancellationToken
    ) =>
        GetAsync(
            new QueryText("reconciliation/runs").Add("store", store).Add("cursor", cursor).Add("limit", limit),
            AdminJson.Default.ListPageReconciliationRun,
            cancellationToken
        );

    /// <summary>Lists what a run found.</summary>
    public Task<ListPage<DriftSummary>> FindingsAsync(
        long runId,
        string? cursor,
        int? limit,
        CancellationToken cancellationToken
    ) =>
        GetAsync(
            new QueryText(string.Create(CultureInfo.InvariantCulture, $"reconciliation/runs/{runId}/findings"))
                .Add("cursor", cursor)
                .Add("limit", limit),
            AdminJson.Default.ListPageDriftSummary,
            cancellationToken
        );

    /// <summary>Asks for a run.</summary>
    public Task<ReconcileResult> ReconcileAsync(ReconcileRequest request, CancellationToken cancellationToken) =>
        PostAsync(
            "reconciliation/run",
            request,
            AdminJson.Default.ReconcileRequest,
            AdminJson.Default.ReconcileResult,
            cancellationToken
        );

    /// <summary>
    /// Says that the database was restored: every order is looked up before it is created, and each store is walked.
    /// </summary>
    public Task<RestoredResult> RestoredAsync(RestoredRequest request, CancellationToken cancellationToken) =>
        PostAsync(
            "reconciliation/restored",
            request,
            AdminJson.Default.RestoredRequest,
            AdminJson.Default.RestoredResult,
            cancellationToken
        );

    /// <summary>Heals what a run found.</summary>
    public Task<ReconcileResult> HealAsync(HealRequest request, CancellationToken cancellationToken) =>
        PostAsync(
            "reconciliation/heal",
            request,
            AdminJson.Default.HealRequest,
            AdminJson.Default.ReconcileResult,
            cancellationToken
        );

    /// <summary>Lists bulk jobs, newest first.</summary>
    public Task<ListPage<BulkJob>> JobsAsync(
        string? store,
        string? cursor,
        int? limit,
        CancellationToken cancellationToken
    ) =>
        GetAsync(
            new QueryText("jobs").Add("store", store).Add("cursor", cursor).Add("limit", limit),
            AdminJson.Default.ListPageBulkJob,
            cancellationToken
        );

    /// <summary>One bulk job, and how far it has come.</summary>
    public Task<BulkJob> JobAsync(long id, CancellationToken cancellationToken) =>
        GetAsync(Job(id), AdminJson.Default.BulkJob, cancellationToken);

    /// <summary>Stops a bulk job; what is done stays, and the answer says how much that is.</summary>
    public Task<BulkJob> StopJobAsync(long id, NoteRequest request, CancellationToken cancellationToken) =>
        PostAsync(
            Job(id) + "/stop",
            request,
            AdminJson.Default.NoteRequest,
            AdminJson.Default.BulkJob,
            cancellationToken
        );

    /// <summary>Subscriptions as Recharge lists them.</summary>
    public Task<ListPage<StoreSubscriptions>> SubscriptionsAsync(string? store, CancellationToken cancellationToken) =>
        GetAsync(
            new QueryText("subscriptions").Add("store", store),
            AdminJson.Default.ListPageStoreSubscriptions,
            cancellationToken
        );

    /// <summary>Asks the Worker to create the subscriptions that are missing.</summary>
    public Task<RepairResult> RepairSubscriptionsAsync(
        string store,
        NoteRequest request,
        CancellationToken cancellationToken
    ) =>
        PostAsync(
            $"subscriptions/{Part(store)}/repair",
            request,
            AdminJson.Default.NoteRequest,
            AdminJson.Default.RepairResult,
            cancellationToken
        );

    /// <summary>The sides that refuse everything, whose orders wait.</summary>
    public Task<ListPage<PausedSide>> PausesAsync(CancellationToken cancellationToken) =>
        GetAsync(new QueryText("pauses"), AdminJson.Default.ListPagePausedSide, cancellationToken);

    /// <summary>Resumes a side at once.</summary>
    public Task<ResumeResult> ResumeAsync(
        string store,
        string side,
        NoteRequest request,
        CancellationToken cancellationToken
    ) =>
        PostAsync(
            $"pauses/{Part(store)}/{Part(side)}/resume",
            request,
            AdminJson.Default.NoteRequest,
            AdminJson.Default.ResumeResult,
            cancellationToken
        );

    /// <summary>The audit trail, newest first.</summary>
    public Task<ListPage<AuditEntry>> AuditAsync(
        string? store,
        string? cursor,
        int? limit,
        CancellationToken cancellationToken
    ) =>
        GetAsync(
            new QueryText("acts").Add("store", store).Add("cursor", cursor).Add("limit", limit),
            AdminJson.Default.ListPageAuditEntry,
            cancellationToken
        );

    /// <summary>Checks everything around us.</summary>
    public Task<DoctorReport> DoctorAsync(CancellationToken cancellationToken) =>
        GetAsync("doctor", AdminJson.Default.DoctorReport, cancellationToken);

    /// <summary>Events as they happen, until cancelled or the connection ends.</summary>
    public async IAsyncEnumerable<LiveEvent> LiveAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, s_root + "live");
        request.Headers.Accept.ParseAdd("text/event-stream");
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        await CheckAsync(response, cancellationToken);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var events = SseParser.Create(
            stream,
            (type, data) => type == "event" ? JsonSerializer.Deserialize(data, AdminJson.Default.LiveEvent) : null
        );
        await foreach (var item in events.EnumerateAsync(cancellationToken))
        {
            if (item.Data is { } happened)
            {
                yield return happened;
            }
        }
    }

    private Task<T> GetAsync<T>(QueryText path, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        GetAsync(path.ToString(), type, cancellationToken);

    private async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, s_root + path);
        return await SendAsync(request, type, cancellationToken);
    }

    private async Task<T> PostAsync<TBody, T>(
        string path,
        TBody body,
        JsonTypeInfo<TBody> bodyType,
        JsonTypeInfo<T> type,
        CancellationToken cancellationToken
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, s_root + path);
        request.Content = JsonContent.Create(body, bodyType);
        request.Headers.Add(AdminApi.CallerHeader, "client");
        return await SendAsync(request, type, cancellationToken);
    }

    private async Task<T> SendAsync<T>(
        HttpRequestMessage request,
        JsonTypeInfo<T> type,
        CancellationToken cancellationToken
    )
    {
        using var response = await http.SendAsync(request, cancellationToken);
        await CheckAsync(response, cancellationToken);
        return await response.Content.ReadFromJsonAsync(type, cancellationToken)
            ?? throw new AdminException((int)response.StatusCode, "The answer is empty", null);
    }

    private static async Task CheckAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.IsSuccessStatusCode)
        {
            return;
        }

        AdminProblem? problem = null;
        try
        {
            problem = await response.Content.ReadFromJsonAsync(AdminJson.Default.AdminProblem, cancellationToken);
        }
        catch (JsonException)
        {
            // Somebody between us and the API answered, and not in our form.
        }

        throw new AdminException(
            (int)response.StatusCode,
            problem?.Title ?? $"The admin API answered {(int)response.StatusCode}",
            problem?.Detail
        );
    }

    private static string Customer(string store, long customerId) =>
        string.Create(CultureInfo.InvariantCulture, $"customers/{Uri.EscapeDataString(store)}/{customerId}");

    private static string Order(string store, long orderId) =>
        string.Create(CultureInfo.InvariantCulture, $"orders/{Part(store)}/{orderId}");

    private static string Delivery(long id) => string.Create(CultureInfo.InvariantCulture, $"deliveries/{id}");

    private static string Job(long id) => string.Create(CultureInfo.InvariantCulture, $"jobs/{id}");

    private static string Part(string text) => Uri.EscapeDataString(text);
}
