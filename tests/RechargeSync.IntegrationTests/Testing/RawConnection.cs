using System.Globalization;
using System.Net.Sockets;
using System.Text;
using RechargeSync.Testing;

namespace RechargeSync.IntegrationTests.Testing;

/// <summary>
/// HTTP written by hand: headers that stand twice, bodies that stop, and whatever else no client of the library sends.
/// </summary>
internal sealed class RawConnection : IAsyncDisposable
{
    public const string Path = "/webhooks/recharge/default/order/created";

    private readonly TcpClient _client = new();
    private readonly Uri _address;

    private RawConnection(Uri address) => _address = address;

    public static async Task<RawConnection> OpenAsync(Uri address)
    {
        var connection = new RawConnection(address);
        await connection._client.ConnectAsync(address.Host, address.Port);
        return connection;
    }

    public static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Sends a request's line and headers, each in a line of its own.</summary>
    public Task SendHeadAsync(IEnumerable<(string Name, string Value)> headers, string path = Path)
    {
        var lines = headers.Select(header => $"{header.Name}: {header.Value}\r\n");
        return SendAsync(
            Encoding.ASCII.GetBytes($"POST {path} HTTP/1.1\r\nHost: {_address.Authority}\r\n{string.Concat(lines)}\r\n")
        );
    }

    public Task SendAsync(ReadOnlyMemory<byte> bytes) => _client.GetStream().WriteAsync(bytes).AsTask().InTimeAsync();

    /// <summary>Sends a piece of a body whose length was not told; an empty one ends it.</summary>
    public async Task SendChunkAsync(byte[] bytes) =>
        await SendAsync((byte[])[.. Encoding.ASCII.GetBytes($"{bytes.Length:x}\r\n"), .. bytes, .. "\r\n"u8]);

    /// <summary>Waits until the server begins to read the body of a request with <c>Expect: 100-continue</c>.</summary>
    public async Task UntilContinueAsync()
    {
        var interim = new byte["HTTP/1.1 100 Continue\r\n\r\n".Length];
        await _client.GetStream().ReadExactlyAsync(interim).AsTask().InTimeAsync();
    }

    /// <summary>Hangs up, in the middle of whatever is under way.</summary>
    public void Reset() => _client.Client.Close(0);

    /// <summary>True once the other side has closed the connection.</summary>
    public async Task<bool> IsClosedAsync()
    {
        try
        {
            return await _client.GetStream().ReadAsync(new byte[1]).AsTask().InTimeAsync() == 0;
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <summary>Reads the answer; one without a status where the other side hung up.</summary>
    public async Task<RawAnswer> AnswerAsync()
    {
        using var reader = new System.IO.StreamReader(_client.GetStream(), leaveOpen: true);
        var line = await reader.ReadLineAsync().InTimeAsync();
        var headers = new List<string>();
        while (await reader.ReadLineAsync().InTimeAsync() is { Length: > 0 } header)
        {
            headers.Add(header);
        }

        // Every answer of the ingress comes in one or more chunks.
        var body = new StringBuilder();
        while (
            await reader.ReadLineAsync().InTimeAsync() is { } length
            && int.Parse(length, NumberStyles.HexNumber, CultureInfo.InvariantCulture) is > 0 and var size
        )
        {
            var chunk = new char[size];
            await reader.ReadBlockAsync(chunk).AsTask().InTimeAsync();
            body.Append(chunk);
            await reader.ReadLineAsync().InTimeAsync();
        }

        return new RawAnswer(
            line is null ? 0 : int.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture),
            headers,
            body.ToString()
        );
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }
}

/// <summary>What a server has answered.</summary>
/// <param name="Status">The status; 0 where it hung up without one.</param>
/// <param name="Headers">Its headers, as lines.</param>
/// <param name="Body">Its body.</param>
internal sealed record RawAnswer(int Status, IReadOnlyList<string> Headers, string Body);
