using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using RechargeSync.Core.Storage;
using RechargeSync.IntegrationTests.Testing;

namespace RechargeSync.IntegrationTests.BackOffice;

/// <summary>Two stores' rows of every kind, read as the product reads them, with Postgres telling each plan.</summary>
public sealed class LookedAtDatabase(Servers servers) : IAsyncLifetime
{
    private const string Explaining =
        "-c session_preload_libraries=auto_explain -c auto_explain.log_min_duration=0 -c auto_explain.log_analyze=on "
        + "-c client_min_messages=log -c plan_cache_mode=force_generic_plan";

    private TestDatabase _database = null!;
    private IHost _host = null!;

    internal PlanRecord Plans { get; } = new();

    internal IDbContextFactory<SyncDbContext> Contexts =>
        _host.Services.GetRequiredService<IDbContextFactory<SyncDbContext>>();

    public async ValueTask InitializeAsync()
    {
        _database = await servers.CreateDatabaseAsync();
        await _database.ExecuteAsync(
            """
            INSERT INTO inbox (store, topic, resource_key, dedupe_key, body, state, finished_at, received_at)
                SELECT CASE n % 2 WHEN 0 THEN 'default' ELSE 'classic' END, 'order/created', 'order/' || n, int4send(n), '\x7b7d',
                    CASE n % 500 WHEN 0 THEN 0 WHEN 1 THEN 3 ELSE 1 END, CASE WHEN n % 500 <> 0 THEN now() END, now() - (20000 - n) * interval '1 minute'
                FROM generate_series(1, 20000) AS n;
            INSERT INTO orders (store, order_id, source_updated_at_is_instant, adopted, state, intent, attempts, fence, created_at, updated_at, due_at, payload_inbox_id, charge_id, platform_order_id, platform_order_number)
                SELECT CASE n % 2 WHEN 0 THEN 'default' ELSE 'classic' END, n, false, false, state, 0, CASE state WHEN 1 THEN n % 2 ELSE 0 END, 1, now() - (20000 - n) * interval '1 minute', now() - (20000 - n) * interval '1 minute',
                    CASE WHEN state = 1 THEN now() END, n, n, 'p' || n, '#' || n
                FROM (SELECT n, CASE n % 400 WHEN 0 THEN 0 WHEN 1 THEN 1 WHEN 2 THEN 3 WHEN 3 THEN 4 WHEN 4 THEN 4 ELSE 2 END AS state FROM generate_series(1, 20000) AS n) AS x;
            INSERT INTO carts (store, token, state, intent, attempts, fence, created_at, updated_at)
                SELECT 'default', 't' || n, CASE n % 400 WHEN 0 THEN 4 ELSE 2 END, 0, 0, 1, now(), now() FROM generate_series(1, 20000) AS n;
            INSERT INTO failed_attempts (store, resource_key, step, reason) SELECT 'default', 'order/' || n, 1, 'x' FROM generate_series(1, 20000) AS n;
            INSERT INTO audit_log (store, resource_key, actor, action) SELECT 'default', 'order/' || n, 'olga', 'retry' FROM generate_series(1, 20000) AS n;
            INSERT INTO reconciliation_runs (store, cause, worker, started_at, finished_at, from_at, stage)
                SELECT CASE n % 2 WHEN 0 THEN 'default' ELSE 'classic' END, 0, 'w', now() - (20000 - n) * interval '1 minute', now(), now(), 2 FROM generate_series(1, 20000) AS n;
            INSERT INTO reconciliation_findings (run_id, store, order_id, kind, detail, healed)
                SELECT n, 'default', n, 0, 'unknown', true FROM generate_series(1, 20000) AS n
            """
        );
        await _database.ExecuteAsync("VACUUM ANALYZE");

        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration[$"ConnectionStrings:{StorageServices.ConnectionName}"] =
            new NpgsqlConnectionStringBuilder(_database.ConnectionString) { Options = Explaining }.ConnectionString;
        builder.AddStorage().AddContext();
        builder.Services.ConfigureDbContext<SyncDbContext>(
            context => context.AddInterceptors(Plans),
            ServiceLifetime.Singleton
        );
        _host = builder.Build();
    }

    public async ValueTask DisposeAsync()
    {
        _host.Dispose();
        await _database.DisposeAsync();
    }
}
