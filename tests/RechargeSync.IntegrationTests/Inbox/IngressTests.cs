using System.IO.Compression;
using RechargeSync.Core.Inbox;
using RechargeSync.IntegrationTests.Testing;
using RechargeSync.Testing;

namespace RechargeSync.IntegrationTests.Inbox;

/// <summary>What the ingress makes of deliveries that something on the way has changed.</summary>
[Collection(UsesServers.Name)]
public sealed class IngressTests(Servers servers) : IAsyncLifetime
{
    private const string Encoding = "Content-Encoding";

    private static readonly byte[] s_body = """{"order":{"id":7271806,"status":"success"}}"""u8.ToArray();

    private TestDatabase _database = null!;
    private Ingress _ingress = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await servers.CreateDatabaseAsync();
        _ingress = await Ingress.StartAsync(servers, _database, configure: null);
    }

    public async ValueTask DisposeAsync()
    {
        await _ingress.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Theory]
    [InlineData(WebhookSigner.LegacyHeader)]
    [InlineData(WebhookSigner.TimestampedHeader)]
    public async Task Signature_header_that_stands_twice_with_one_value_is_one(string name)
    {
        var value = Signed(s_body)[name];
        var answer = await _ingress.PostAsync(s_body, (name, value), (name, value + " "));
        Assert.Equal((200, """{"verdict":"stored"}"""), (answer.Status, answer.Body));
    }

    [Theory]
    [InlineData(WebhookSigner.LegacyHeader)]
    [InlineData(WebhookSigner.TimestampedHeader)]
    public async Task Signature_header_of_two_values_is_none(string name)
    {
        var answer = await _ingress.PostAsync(
            s_body,
            (name, Signed(s_body)[name]),
            (name, Signed("another body"u8.ToArray())[name])
        );
        Assert.Equal(401, answer.Status);
        Assert.Contains("cannot be read", answer.Body, StringComparison.Ordinal);
        Assert.Equal(0, await RowsAsync());
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task Body_that_a_proxy_compressed_is_stored_as_recharge_has_sent_it(string encoding)
    {
        var answer = await _ingress.PostAsync(Pack(s_body, encoding), [.. Headers(s_body), (Encoding, encoding)]);
        Assert.Equal((200, """{"verdict":"stored"}"""), (answer.Status, answer.Body));
        Assert.Equal(s_body, await _database.ScalarAsync<byte[]>("SELECT body FROM inbox"));

        // The same delivery, when it comes plain.
        var again = await _ingress.PostAsync(s_body, Headers(s_body));
        Assert.Equal("""{"verdict":"duplicate"}""", again.Body);
    }

    [Theory]
    [InlineData("gzip", 64 * 1024 * 1024, "compressed")]
    [InlineData("zstd", 100, "gzip, deflate, br alone")]
    public async Task Compressed_body_that_cannot_be_taken_is_explained(string encoding, int size, string words)
    {
        var bomb = new byte[size];
        var answer = await _ingress.PostAsync(Pack(bomb, "gzip"), [.. Headers(bomb), (Encoding, encoding)]);
        Assert.Equal(401, answer.Status);
        Assert.Contains($"Content-Encoding '{encoding}'", Plain(answer.Body), StringComparison.Ordinal);
        Assert.Contains(words, answer.Body, StringComparison.Ordinal);
        Assert.Equal(0, await RowsAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Order_of_two_megabytes_is_taken_whole(bool isChunked)
    {
        var body = Large(2 * 1024 * 1024);
        Assert.Equal("""{"verdict":"stored"}""", (await SendAsync(body, Headers(body), isChunked)).Body);
        Assert.Equal(body, await _database.ScalarAsync<byte[]>("SELECT body FROM inbox"));
        Assert.Equal("order/7271806", await _database.ScalarAsync<string>("SELECT resource_key FROM inbox"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Larger_body_that_is_rightly_signed_is_put_aside_with_its_head(bool isChunked)
    {
        var body = Large(9 * 1024 * 1024);
        var first = await SendAsync(body, Headers(body), isChunked);
        Assert.Equal((200, """{"verdict":"quarantined"}"""), (first.Status, first.Body));
        Assert.Equal(
            $"order/7271806 3 too large: {body.Length} bytes, the first 65536 are kept True",
            Assert.Single(
                await _database.RowsAsync("SELECT resource_key, state, reason, finished_at IS NOT NULL FROM inbox")
            )
        );
        Assert.Equal(body[..65536], await _database.ScalarAsync<byte[]>("SELECT body FROM inbox"));
        Assert.Equal(
            InboxWriter.DedupeKey("order/created", body),
            await _database.ScalarAsync<byte[]>("SELECT dedupe_key FROM inbox")
        );

        Assert.Equal("""{"verdict":"duplicate"}""", (await SendAsync(body, Headers(body), !isChunked)).Body);

        // Bytes behind the head count too.
        body[^2] = (byte)' ';
        Assert.Equal("""{"verdict":"quarantined"}""", (await SendAsync(body, Headers(body), isChunked)).Body);
    }

    [Fact]
    public async Task Larger_body_is_checked_under_the_timestamped_header()
    {
        const string Name = WebhookSigner.TimestampedHeader;
        var body = Large(5 * 1024 * 1024);
        Assert.Equal(200, (await _ingress.PostAsync(body, (Name, Signed(body)[Name]))).Status);
        body[^2] = (byte)' ';
        Assert.Equal(401, (await _ingress.PostAsync(body, (Name, Signed(Large(100))[Name]))).Status);
        Assert.Equal(1, await RowsAsync());
    }

    /// <summary>Of its head nobody can tell whether it is JSON.</summary>
    [Fact]
    public async Task Larger_body_is_refused_under_the_legacy_header_alone()
    {
        var body = Large(5 * 1024 * 1024);
        Assert.Equal(413, (await PostLegacyAsync(_ingress, body)).Status);
        Assert.Equal(0, await RowsAsync());
    }

    /// <summary>
    /// The legacy header is a plain hash: whoever has seen one can continue it without the secret, but not to JSON.
    /// </summary>
    [Fact]
    public async Task Bodies_that_are_no_json_leave_no_row_under_the_legacy_header_alone()
    {
        for (var i = 0; i < 20; i++)
        {
            byte[] body = [.. s_body, (byte)('a' + i)];
            var answer = await PostLegacyAsync(_ingress, body);
            Assert.Equal(401, answer.Status);
            Assert.Contains("JSON", answer.Body, StringComparison.Ordinal);
        }

        Assert.Equal(0, await RowsAsync());

        byte[] signed = [.. s_body, (byte)'a'];
        Assert.Equal("""{"verdict":"quarantined"}""", (await _ingress.PostAsync(signed, Headers(signed))).Body);
    }

    [Fact]
    public async Task Legacy_header_alone_is_refused_where_the_store_does_not_accept_it_and_the_answer_says_so()
    {
        await using var ingress = await Ingress.StartAsync(
            servers,
            _database,
            configure: null,
            ("Stores:default:AcceptLegacySignature", "false")
        );
        var answer = await PostLegacyAsync(ingress, s_body);
        Assert.Equal(401, answer.Status);
        Assert.Contains("Stores:default:AcceptLegacySignature", answer.Body, StringComparison.Ordinal);
        Assert.Equal(0, await RowsAsync());
        Assert.Equal(200, (await ingress.PostAsync(s_body, Headers(s_body))).Status);
    }

    [Fact]
    public async Task Body_beyond_any_measure_is_refused_unread()
    {
        await using var connection = await _ingress.ConnectAsync();
        await connection.SendHeadAsync([.. Headers(s_body), ("Content-Length", "67108865")]);
        Assert.Equal(413, (await connection.AnswerAsync()).Status);
    }

    [Fact]
    public async Task Body_beyond_any_measure_is_refused_where_it_passes_it()
    {
        await using var connection = await _ingress.ConnectAsync();
        await connection.SendHeadAsync([.. Headers(s_body), ("Transfer-Encoding", "chunked")]);
        for (var i = 0; i < 65; i++)
        {
            await connection.SendChunkAsync(new byte[1024 * 1024]);
        }

        Assert.Equal(413, (await connection.AnswerAsync()).Status);
        Assert.Equal(0, await RowsAsync());
    }

    private async Task<RawAnswer> SendAsync(byte[] body, (string Name, string Value)[] headers, bool isChunked)
    {
        if (!isChunked)
        {
            return await _ingress.PostAsync(body, headers);
        }

        await using var connection = await _ingress.ConnectAsync();
        await connection.SendHeadAsync([.. headers, ("Transfer-Encoding", "chunked")]);
        foreach (var piece in body.Chunk(100_000))
        {
            await connection.SendChunkAsync(piece);
        }

        await connection.SendChunkAsync([]);
        return await connection.AnswerAsync();
    }

    private static Task<RawAnswer> PostLegacyAsync(Ingress ingress, byte[] body) =>
        ingress.PostAsync(body, (WebhookSigner.LegacyHeader, Signed(body)[WebhookSigner.LegacyHeader]));

    private Task<long> RowsAsync() => _database.ScalarAsync<long>("SELECT count(*) FROM inbox");

    // JSON escapes the quotes.
    private static string Plain(string json) => json.Replace("\\u0027", "'", StringComparison.Ordinal);

    private static byte[] Large(int size)
    {
        const string Head = "{\"order\":{\"id\":7271806,\"status\":\"success\",\"note\":\"";
        return System.Text.Encoding.UTF8.GetBytes(Head + new string('x', size - Head.Length - 3) + "\"}}");
    }

    private static byte[] Pack(byte[] body, string encoding)
    {
        using var packed = new MemoryStream();
        using (
            Stream stream = encoding switch
            {
                "gzip" => new GZipStream(packed, CompressionLevel.Fastest),
                "deflate" => new ZLibStream(packed, CompressionLevel.Fastest),
                _ => new BrotliStream(packed, CompressionLevel.Fastest),
            }
        )
        {
            stream.Write(body);
        }

        return packed.ToArray();
    }

    private static (string Name, string Value)[] Headers(byte[] body) =>
        [.. Signed(body).Select(header => (header.Key, header.Value))];

    private static Dictionary<string, string> Signed(byte[] body) =>
        new(StringComparer.Ordinal)
        {
            [WebhookSigner.LegacyHeader] = WebhookSigner.Legacy(Ingress.Secret, body),
            [WebhookSigner.TimestampedHeader] = WebhookSigner.Timestamped(
                Ingress.Secret,
                TimeProvider.System.GetUtcNow(),
                body
            ),
        };
}
