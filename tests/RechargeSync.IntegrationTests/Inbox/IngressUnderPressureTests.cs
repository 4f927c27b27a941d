using System.Diagnostics.Metrics;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;
using RechargeSync.Core.Inbox;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Streams;
using RechargeSync.IntegrationTests.Testing;
using RechargeSync.Testing;

namespace RechargeSync.IntegrationTests.Inbox;

/// <summary>A stranger cannot stop the ingress, and neither can a database that stands still.</summary>
[Collection(UsesServers.Name)]
public sealed class IngressUnderPressureTests(Servers servers) : IAsyncLifetime
{
    private static readonly byte[] s_body = """{"order":{"id":7271806,"status":"success"}}"""u8.ToArray();
    private static readonly (string Name, string Value) s_forged = (WebhookSigner.LegacyHeader, new string('0', 64));
    private static readonly (string Name, string Value) s_length = ("Content-Length", "100");

    private TestDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await servers.CreateDatabaseAsync();

    public async ValueTask DisposeAsync() => await _database.DisposeAsync();

    [Theory]
    [InlineData(null)]
    [InlineData("garbage")]
    public async Task Request_that_no_body_could_make_right_is_refused_before_its_body_is_read(string? signature)
    {
        await using var ingress = await StartAsync();
        await using var connection = await ingress.ConnectAsync();
        await connection.SendHeadAsync([
            s_length,
            ("Expect", "100-continue"),
            .. signature is null ? [] : new[] { (WebhookSigner.LegacyHeader, signature) },
        ]);
        Assert.Equal(401, (await connection.AnswerAsync()).Status);
    }

    /// <summary>
    /// The server would go on for seconds after its answer, as fast as the sender sends: that takes a processor from
    /// all others. What fits between the two sides is some megabytes.
    /// </summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Of_a_body_without_an_end_nothing_is_read_after_the_answer(bool isForged)
    {
        const int Most = 512;
        await using var ingress = await StartAsync();
        await using var connection = await ingress.ConnectAsync();
        await connection.SendHeadAsync([("Transfer-Encoding", "chunked"), .. isForged ? new[] { s_forged } : []]);
        var sent = 0;
        try
        {
            for (; sent < Most; sent++)
            {
                await connection.SendChunkAsync(new byte[1024 * 1024]);
            }
        }
        catch (IOException)
        {
            // The server has hung up.
        }

        Assert.InRange(sent, 0, Most / 2);
    }

    [Fact]
    public async Task Body_that_does_not_come_in_time_is_answered_408_and_costs_no_line_of_the_log()
    {
        await using var ingress = await StartAsync(("Inbox:ReadTimeout", "00:00:01"));
        await using var connection = await ingress.ConnectAsync();
        await connection.SendHeadAsync([s_forged, s_length]);
        await connection.SendAsync(new byte[40]);
        var answer = await connection.AnswerAsync();
        Assert.Equal(408, answer.Status);
        Assert.Contains("Connection: close", answer.Headers, StringComparer.Ordinal);
        Assert.True(await connection.IsClosedAsync());
        Assert.Empty(ingress.Log.All);
    }

    [Theory]
    [InlineData("100", false)]
    [InlineData("100", true)]
    [InlineData("9000000", false)]
    [InlineData("9000000", true)]
    [InlineData(null, false)]
    [InlineData(null, true)]
    public async Task Body_that_breaks_off_costs_no_line_of_the_log(string? length, bool isReset)
    {
        await using var ingress = await StartAsync();
        var rejected = Counted(ingress, "rechargesync.inbox.rejected");
        for (var i = 0; i < 5; i++)
        {
            await using var connection = await ingress.ConnectAsync();
            await connection.SendHeadAsync([
                s_forged,
                ("Expect", "100-continue"),
                length is null ? ("Transfer-Encoding", "chunked") : ("Content-Length", length),
            ]);
            await connection.UntilContinueAsync();
            await (length is null ? connection.SendChunkAsync(new byte[40]) : connection.SendAsync(new byte[40]));
            if (isReset)
            {
                connection.Reset();
            }
        }

        await Until.TrueAsync(() => rejected() == 5, "all five are counted");

        // The server is done with them once it serves another.
        Assert.Equal(401, (await ingress.PostAsync(s_body, s_forged)).Status);
        Assert.All(ingress.Log.All, line => Assert.Contains(" 1001 ", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Flood_of_refusals_is_a_line_a_second()
    {
        await using var ingress = await StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => ingress.PostAsync(s_body, s_forged)));
        Assert.InRange(ingress.Log.All.Count, 1, 20);
        Assert.All(ingress.Log.All, line => Assert.EndsWith("from 127.0.0.1", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Source_has_no_more_connections_than_its_share()
    {
        await using var ingress = await StartAsync(("Inbox:MaxConnectionsPerSource", "3"));
        var closed = Counted(ingress, "rechargesync.inbox.connections.closed");
        var held = new List<RawConnection>();
        for (var i = 0; i < 3; i++)
        {
            held.Add(await ingress.ConnectAsync());
            await held[i].SendHeadAsync([("Content-Length", "0")]);
            Assert.Equal(401, (await held[i].AnswerAsync()).Status);
        }

        Assert.False(await IsServedAsync(ingress));
        Assert.Equal(1, closed());

        foreach (var connection in held)
        {
            await connection.DisposeAsync();
        }

        await Until.TrueAsync(() => IsServedAsync(ingress), "there is a place again");
        Assert.DoesNotContain(ingress.Log.All, line => !line.Contains(" 1001 ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Delivery_that_finds_the_queue_full_is_answered_503_at_once()
    {
        await using var ingress = await Ingress.StartAsync(
            servers,
            _database,
            services =>
                services.AddSingleton(provider => new InboxWriter(
                    provider.GetRequiredService<InboxTable>(),
                    provider.GetRequiredService<StreamProducer>(),
                    Options.Create(new InboxOptions()),
                    TimeProvider.System,
                    maxWaiting: 1
                ))
        );
        await using var blocker = await _database.Source.OpenConnectionAsync();
        await using var transaction = await blocker.BeginTransactionAsync();
        await using var take = new NpgsqlCommand("LOCK TABLE inbox IN ACCESS EXCLUSIVE MODE", blocker, transaction);
        await take.ExecuteNonQueryAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => SignedAsync(ingress))).InTimeAsync();
        Assert.All(answers, answer => Assert.Equal(503, answer.Status));
        Assert.Contains("Retry-After: 5", answers[0].Headers, StringComparer.Ordinal);
        Assert.Equal(3, answers.Count(answer => answer.Body.Contains("Too many", StringComparison.Ordinal)));
        await transaction.RollbackAsync();
        Assert.Equal(200, (await SignedAsync(ingress)).Status);
    }

    [Fact]
    public async Task Deliveries_that_the_legacy_header_alone_vouches_for_are_counted()
    {
        await using var ingress = await StartAsync();
        var legacy = Counted(ingress, "rechargesync.inbox.legacy_signatures");
        Assert.Equal(200, (await SignedAsync(ingress)).Status);
        Assert.Equal(0, legacy());
        var hash = (WebhookSigner.LegacyHeader, WebhookSigner.Legacy(Ingress.Secret, s_body));
        Assert.Equal(200, (await ingress.PostAsync(s_body, hash)).Status);
        Assert.Equal(1, legacy());
    }

    private static async Task<bool> IsServedAsync(Ingress ingress)
    {
        try
        {
            return (await ingress.PostAsync([])).Status == 401;
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            return false;
        }
    }

    private static Task<RawAnswer> SignedAsync(Ingress ingress) =>
        ingress.PostAsync(
            s_body,
            (WebhookSigner.LegacyHeader, WebhookSigner.Legacy(Ingress.Secret, s_body)),
            (
                WebhookSigner.TimestampedHeader,
                WebhookSigner.Timestamped(Ingress.Secret, TimeProvider.System.GetUtcNow(), s_body)
            )
        );

    private Task<Ingress> StartAsync(params (string Key, string Value)[] settings) =>
        Ingress.StartAsync(servers, _database, configure: null, settings);

    // What one counter of this ingress has come to from now on.
    private static Func<long> Counted(Ingress ingress, string name)
    {
        var meters = ingress.Services.GetRequiredService<IMeterFactory>();
        var sum = 0L;
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == name && instrument.Meter.Scope == meters)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => Interlocked.Add(ref sum, value));
        listener.Start();
        return () => Interlocked.Read(ref sum);
    }
}
