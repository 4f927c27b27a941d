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
public sealed partial class AdminClient(HttpClient http)
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

    private static string Part(string text) => Uri.EscapeDataString(text);
}
