using System.Globalization;
using Npgsql;
using RechargeSync.Core.Admin.Contracts;
using RechargeSync.Core.Admin.Queries;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Storage.Sql;
using RechargeSync.Core.Work;

namespace RechargeSync.Core.Admin.Live;

/// <summary>
/// Finds what happened since the last look: new deliveries, failures and acts, and orders that changed.
/// </summary>
internal sealed class LiveQuery(NpgsqlDataSource database, OrderViews views)
{
    /// <summary>Events of each kind in one look; of a storm the newest.</summary>
    private const int Most = 200;

    /// <summary>Ids behind the place that are looked at again.</summary>
    private const int Margin = 200;

    private static readonly TimeSpan s_margin = TimeSpan.FromSeconds(3);

    private const string Start = """
        SELECT coalesce((SELECT max(id) FROM inbox), 0), coalesce((SELECT max(id) FROM failures), 0), coalesce((SELECT max(id) FROM acts), 0), now()
        """;

    private const string Deliveries =
        "SELECT id, received_at, store, topic, resource_key, state, reason, trace_parent FROM inbox WHERE id > @after - @margin ORDER BY id DESC LIMIT @limit";

    private const string Failures =
        "SELECT id, failed_at, store, resource_key, action, reason, status, trace_parent FROM failures WHERE id > @after - @margin ORDER BY id DESC LIMIT @limit";

    private const string Acts =
        "SELECT id, acted_at, store, resource_key, actor, act FROM acts WHERE id > @after - @margin ORDER BY id DESC LIMIT @limit";

    private const string Orders =
        $"SELECT {OrderRows.Columns} FROM orders AS o WHERE o.updated_at > @since ORDER BY o.updated_at DESC LIMIT @limit";

    /// <summary>Where a tail begins.</summary>
    public async Task<LivePlace> StartAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Start);
        var place = (
            await command.ReadAsync(
                row => new LivePlace(
                    row.Value<long>(),
                    row.Value<long>(),
                    row.Value<long>(),
                    row.Value<DateTimeOffset>()
                ),
                cancellationToken
            )
        )[0];

        // What lies in the stretch before it has happened already.
        await SinceAsync(place, cancellationToken);
        return place;
    }

    /// <summary>What happened since, oldest first; moves the place on.</summary>
    public async Task<IReadOnlyList<LiveEvent>> SinceAsync(LivePlace place, CancellationToken cancellationToken)
    {
        var deliveries = await ReadAsync(Deliveries, place.Inbox, Delivery, cancellationToken);
        var failures = await ReadAsync(Failures, place.Failures, Failure, cancellationToken);
        var acts = await ReadAsync(Acts, place.Acts, Act, cancellationToken);
        await using var changed = database.CreateCommand(Orders);
        changed.Values().Add("since", place.Changed - s_margin);
        changed.Values().Add("limit", Most);
        var orders = await changed.ReadAsync(OrderRows.Read, cancellationToken);

        place.Inbox = Furthest(deliveries, place.Inbox);
        place.Failures = Furthest(failures, place.Failures);
        place.Acts = Furthest(acts, place.Acts);
        place.Changed = orders.Select(order => order.UpdatedAt).Append(place.Changed).Max();
        return
        [
            .. deliveries
                .Concat(failures)
                .Concat(acts)
                .Select(found => found.Event)
                .Concat(orders.Select(Order))
                .Where(happened => place.IsNew(happened.Id))
                .OrderBy(happened => happened.At),
        ];
    }

    private async Task<List<(long Id, LiveEvent Event)>> ReadAsync(
        string sql,
        long after,
        Func<RowReader, (long, LiveEvent)> read,
        CancellationToken cancellationToken
    )
    {
        await using var command = database.CreateCommand(sql);
        command.Values().Add("after", after);
        command.Values().Add("margin", (long)Margin);
        command.Values().Add("limit", Most + Margin);
        return await command.ReadAsync(read, cancellationToken);
    }

    private static long Furthest(List<(long Id, LiveEvent Event)> found, long before) =>
        found.Count > 0 ? Math.Max(before, found.Max(one => one.Id)) : before;

    private static (long Id, LiveEvent Event) Delivery(RowReader row)
    {
        var (id, at, store, topic, resource) = (
            row.Value<long>(),
            row.Value<DateTimeOffset>(),
            row.Value<string>(),
            row.Value<string>(),
            row.Value<string>()
        );
        var (state, reason, trace) = ((InboxState)row.Value<short>(), row.Optional<string>(), row.Optional<string>());
        var quarantined = state == InboxState.Quarantined;
        return (
            id,
            new LiveEvent(
                Name("delivery", id),
                at,
                "delivery",
                store,
                resource.Length > 0 ? resource : Name("delivery/", id),
                quarantined ? "failed" : "info",
                quarantined ? $"Webhook {topic} was not understood: {reason}" : $"Webhook {topic} was stored",
                TraceLinks.Id(trace)
            )
        );
    }

    private static (long Id, LiveEvent Event) Failure(RowReader row)
    {
        var (id, at, store, resource, action) = (
            row.Value<long>(),
            row.Value<DateTimeOffset>(),
            row.Value<string>(),
            row.Value<string>(),
            (SyncAction)row.Value<short>()
        );
        var (reason, status, trace) = (row.Value<string>(), row.OptionalValue<int>(), row.Optional<string>());
        return (
            id,
            new LiveEvent(
                Name("failure", id),
                at,
                "failure",
                store,
                resource,
                "failed",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Failed to {Words.Say(action)}: {reason}{(status is null ? "" : $" ({status})")}"
                ),
                TraceLinks.Id(trace)
            )
        );
    }

    private static (long Id, LiveEvent Event) Act(RowReader row)
    {
        var (id, at, store, resource, actor, act) = (
            row.Value<long>(),
            row.Value<DateTimeOffset>(),
            row.Value<string>(),
            row.Value<string>(),
            row.Value<string>(),
            row.Value<string>()
        );
        return (id, new LiveEvent(Name("act", id), at, "act", store, resource, "info", $"{actor}: {act}", null));
    }

    private LiveEvent Order(OrderRow row)
    {
        var next = views.Next(row);
        var (outcome, text) = row.State switch
        {
            WorkState.Dead => ("failed", $"Given up: {row.Reason}"),
            WorkState.Done => ("ok", $"Done: the platform has it as {row.PlatformOrderId}"),
            WorkState.Ignored => ("info", "Put away"),
            WorkState.Waiting => ("info", $"Waits; Recharge's status is '{row.Status}'"),
            _ => (row.Attempts > 0 ? "warning" : "info", $"Next: {next.Step}"),
        };
        var id = string.Create(
            CultureInfo.InvariantCulture,
            $"order-{row.Store}-{row.OrderId}-{row.UpdatedAt.UtcTicks}"
        );
        return new LiveEvent(
            id,
            row.UpdatedAt,
            "order",
            row.Store,
            WorkKey.Order(row.Store, row.OrderId).ResourceKey,
            outcome,
            text,
            TraceLinks.Id(row.TraceParent)
        );
    }

    private static string Name(string kind, long id) =>
        string.Create(CultureInfo.InvariantCulture, $"{kind}{(kind.EndsWith('/') ? "" : "-")}{id}");
}
