using System.Globalization;
using RechargeSync.Benchmarks.Load;
using RechargeSync.Benchmarks.Rig;
using RechargeSync.Core.Inbox;

namespace RechargeSync.Benchmarks.Looks;

/// <summary>
/// What a month of two stores leaves behind, put straight into the tables: most orders done, some of everything else.
/// </summary>
internal sealed class ConsoleRows(TestRig rig, int orders)
{
    /// <summary>The larger store, which has seven orders of ten, scattered among the others.</summary>
    public static readonly BenchStore Large = BenchStore.Default;

    /// <summary>The smaller store.</summary>
    public static readonly BenchStore Small = new("second1");

    // States: 0 waiting, 1 active, 2 done, 3 ignored, 4 dead. What came in during the last minutes is on its way; what
    // retries is of the last day.
    private const string Plan = """
        CREATE TABLE plan AS
        SELECT n, 5000000000 + n AS order_id, CASE WHEN (n * 2654435761 >> 16) % 10 < 7 THEN 'default' ELSE 'second1' END AS store,
            now() - interval '30 days' * (1 - n / ({0} + 1.0)) AS at, n % 4 = 0 AS prepaid,
            CASE WHEN n > {0} - {0} / 5000 THEN 1
                WHEN n > {0} - {0} / 30 AND n % 20 = 3 THEN 1
                WHEN n % 300 = 7 THEN 4 WHEN n % 40 = 9 THEN 3 WHEN n % 25 = 11 THEN 0 ELSE 2 END AS state,
            n > {0} - {0} / 30 AND n % 20 = 3 AS retries
        FROM generate_series(1::bigint, {0}) AS n
        """;

    // In the order of time, as the ingress stores them; every fifth order has the echo of its write-back beside its
    // first delivery.
    private const string Inbox = """
        INSERT INTO inbox (store, topic, resource_key, dedupe_key, body, trace_parent, received_at, enqueued_at, state, reason, finished_at)
        SELECT store, topic, 'order/' || order_id, sha256((topic || n)::bytea), convert_to(replace('{0}', '#########', lpad(n::text, 9, '0')), 'UTF8'),
            '00-' || md5(n::text) || '-' || left(md5('s' || n), 16) || '-01', at, at, delivery, CASE delivery WHEN 2 THEN 'echo' WHEN 3 THEN 'order.id' END,
            CASE WHEN delivery <> 0 THEN at + interval '80 milliseconds' END
        FROM (
            SELECT n, store, order_id, at, 'order/created' AS topic, CASE WHEN state = 1 AND NOT retries AND n % 2 = 0 THEN 0 WHEN n % 1000 = 500 THEN 3 ELSE 1 END AS delivery FROM plan
            UNION ALL
            SELECT n, store, order_id, at + interval '3 seconds', 'order/updated', 2 FROM plan WHERE n % 5 = 0) AS d
        ORDER BY at
        """;

    private const string Orders = """
        INSERT INTO orders (store, order_id, status, is_prepaid, charge_id, address_id, source_updated_at, source_updated_at_is_instant, payload_inbox_id, desired_hash, pushed_hash,
            platform_order_id, platform_order_number, adopted, pushed_at, order_written_at, charge_written_at, state, reason, intent, attempts, failing_since, retry_at, due_at,
            fence, trace_parent, created_at, updated_at, finished_at)
        SELECT p.store, p.order_id, CASE WHEN p.state = 0 THEN 'queued' ELSE 'success' END, p.prepaid, CASE WHEN p.prepaid THEN 6000000000 + p.n / 3 END, 400000000 + p.n % 90000, p.at, true,
            i.id, sha256('a'), sha256('a'), CASE WHEN p.state = 2 THEN 'p' || p.order_id END, CASE WHEN p.state = 2 THEN (100000 + p.n)::text END, false,
            CASE WHEN p.state = 2 THEN p.at + took / 2 END, CASE WHEN p.state = 2 THEN p.at + took END, CASE WHEN p.state = 2 AND p.prepaid THEN p.at + took END,
            p.state, CASE p.state WHEN 3 THEN 'not_success' WHEN 4 THEN (ARRAY['unauthorized', 'refused', 'timeout', 'not_found', 'foreign_external_id'])[(1 + p.n / 300 % 5)::integer] END,
            CASE WHEN p.state = 1 THEN 1 ELSE 0 END, CASE WHEN p.retries THEN 3 + p.n % 7 WHEN p.state = 4 THEN 20 ELSE 0 END, CASE WHEN p.retries THEN p.at END,
            CASE WHEN p.retries THEN now() + interval '1 day' END, CASE WHEN p.state = 1 THEN now() + interval '1 day' END, 4, i.trace_parent, p.at, p.at + took,
            CASE WHEN p.state IN (2, 3, 4) THEN p.at + took END
        FROM (SELECT *, make_interval(secs => 0.2 + n * 7919 % 4000 / 1000.0) AS took FROM plan) AS p
        JOIN inbox AS i ON i.resource_key = 'order/' || p.order_id AND i.topic = 'order/created'
        ORDER BY p.n
        """;

    private const string Others = """
        INSERT INTO failed_attempts (store, resource_key, step, reason, status, detail, request_id, trace_parent, failed_at)
            SELECT store, 'order/' || order_id, 1, 'server_error', 503, '{"error":"try again"}', md5(n || '-' || t), '00-' || md5(n::text) || '-' || left(md5('s' || n), 16) || '-01', at + t * interval '40 seconds'
            FROM plan, generate_series(1, 3) AS t WHERE retries OR state = 4 OR n % 100 = 1 ORDER BY at;
        INSERT INTO audit_log (actor, action, store, resource_key, note, recorded_at) SELECT 'olga', 'retry', store, 'order/' || order_id, 'again', at FROM plan WHERE n % 50 = 7 ORDER BY at;
        INSERT INTO carts (store, token, cart_id, state, reason, intent, attempts, due_at, fence, created_at, updated_at, finished_at)
            SELECT store, md5(n::text), 'cart-' || n, CASE WHEN n % 5000 = 10 THEN 4 ELSE 2 END, CASE WHEN n % 5000 = 10 THEN 'server_error' END, 0, 0, NULL, 1, at, at, at FROM plan WHERE n % 10 = 0;
        INSERT INTO reconciliation_jobs (store, job, covered_to) SELECT store, job, now() FROM unnest(ARRAY['default', 'second1']) AS store, unnest(ARRAY[0, 1]) AS job;
        INSERT INTO reconciliation_runs (store, cause, worker, started_at, finished_at, from_at, stage, checked, missing, healed)
            SELECT CASE n % 2 WHEN 0 THEN 'default' ELSE 'second1' END, 0, 'worker', now() - n * interval '15 minutes', now() - n * interval '15 minutes' + interval '4 seconds', now() - n * interval '15 minutes' - interval '1 hour', 2, 300, 25, 20
            FROM generate_series(4000, 1, -1) AS n;
        INSERT INTO reconciliation_findings (run_id, store, order_id, kind, detail, healed)
            SELECT r.id, r.store, p.order_id, 0, 'unknown', p.n % 5 > 0 FROM reconciliation_runs AS r JOIN plan AS p ON p.store = r.store AND p.n BETWEEN r.id AND r.id + 50 WHERE r.id % 20 = 0;
        DROP TABLE plan
        """;

    /// <summary>Fills the tables, and tells Postgres what is in them.</summary>
    public async Task FillAsync(CancellationToken cancellationToken)
    {
        await rig.Database.ExecuteAsync(
            Plan.Replace("{0}", orders.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal),
            cancellationToken
        );
        await rig.Database.ExecuteAsync("ANALYZE plan", cancellationToken);
        await rig.Database.ExecuteAsync(
            Inbox.Replace(
                "{0}",
                OrderTemplate.Text.Replace("'", "''", StringComparison.Ordinal),
                StringComparison.Ordinal
            ),
            cancellationToken
        );
        await rig.Database.ExecuteAsync("ANALYZE inbox", cancellationToken);
        await rig.Database.ExecuteAsync(Orders, cancellationToken);
        await rig.Database.ExecuteAsync(Others, cancellationToken);
        for (var i = 0; i < RejectedDeliveries.Length; i++)
        {
            await rig.Redis.SendAsync(
                "XADD",
                RejectedDeliveries.Key,
                "*",
                RejectedDeliveries.ReasonField,
                i % 3 == 0 ? "" : "signature_wrong",
                RejectedDeliveries.StoreField,
                Large.Name,
                RejectedDeliveries.TopicField,
                "order/created",
                RejectedDeliveries.BytesField,
                "2900"
            );
        }

        await rig.Database.TidyAsync(cancellationToken);
    }
}
