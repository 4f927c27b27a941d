using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Npgsql;
using RechargeSync.IntegrationTests.Testing;

namespace RechargeSync.IntegrationTests.Storage;

/// <summary>A span of the database is part of somebody's trace, or is not made.</summary>
[Collection(UsesServers.Name)]
public sealed class TracingTests(Servers servers)
{
    [Fact]
    public async Task A_health_check_makes_no_span()
    {
        await using var database = await servers.CreateDatabaseAsync();
        using var host = StorageHost.On(database.ConnectionString);
        using var spans = new SpansOf(database);

        var report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();

        Assert.Equal(HealthStatus.Healthy, report.Entries["postgres"].Status);
        Assert.Empty(spans.Names);
    }

    [Fact]
    public async Task A_scan_that_belongs_to_no_trace_makes_no_span()
    {
        await using var database = await servers.CreateDatabaseAsync();
        using var host = StorageHost.On(database.ConnectionString);
        using var spans = new SpansOf(database);

        await ScanAsync(host);

        Assert.Empty(spans.Names);
    }

    [Fact]
    public async Task A_statement_within_a_trace_makes_one_span_also_on_a_new_connection()
    {
        await using var database = await servers.CreateDatabaseAsync();
        using var host = StorageHost.On(database.ConnectionString);
        using var spans = new SpansOf(database);
        using var step = new Activity("step").Start();

        await ScanAsync(host);

        Assert.Single(spans.Names);
    }

    private static async Task ScanAsync(IHost host)
    {
        var source = host.Services.GetRequiredService<NpgsqlDataSource>();
        await using var scan = source.CreateCommand("SELECT count(*) FROM inbox");
        await scan.ExecuteScalarAsync();
    }

    /// <summary>Listens to Npgsql, for the spans of one database.</summary>
    private sealed class SpansOf : IDisposable
    {
        private readonly ConcurrentQueue<string> _names = new();
        private readonly ActivityListener _listener;

        public SpansOf(TestDatabase database)
        {
            var name = new NpgsqlConnectionStringBuilder(database.ConnectionString).Database!;
            _listener = new ActivityListener
            {
                ShouldListenTo = source => source.Name == "Npgsql",
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = span =>
                {
                    if (span.DisplayName == $"CONNECT {name}" || Equals(span.GetTagItem("db.namespace"), name))
                    {
                        _names.Enqueue(span.DisplayName);
                    }
                },
            };
            ActivitySource.AddActivityListener(_listener);
        }

        public IEnumerable<string> Names => _names;

        public void Dispose() => _listener.Dispose();
    }
}
