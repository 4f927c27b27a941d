using System.Globalization;
using System.IO.Compression;
using System.Net.Sockets;
using System.Text;
using RechargeSync.Testing;

namespace RechargeSync.FaultTests.Load;

/// <summary>Opens connections that a well-meaning sender never would.</summary>
internal static class Attacker
{
    private static readonly string s_forged = new('0', 64);

    private static readonly byte[] s_chunk =
    [
        .. Encoding.ASCII.GetBytes("10000\r\n"),
        .. new byte[0x10000],
        .. "\r\n"u8,
    ];

    /// <summary>
    /// Sends chunks without end; returns the status line with which the server put a stop to it, empty where it just
    /// hung up.
    /// </summary>
    public static async Task<string> EndlessAsync(Uri receiver, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(receiver.Host, receiver.Port, cancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Head(receiver, "Transfer-Encoding: chunked"), cancellationToken);
        var answer = FirstLineAsync(stream, cancellationToken);
        try
        {
            while (!answer.IsCompleted)
            {
                await stream.WriteAsync(s_chunk, cancellationToken);
            }
        }
        catch (IOException)
        {
            // The server has closed its side, as it should.
        }

        return await answer;
    }

    /// <summary>Promises a body and sends a byte of it now and then, until the server has had enough.</summary>
    public static async Task<string> DripAsync(Uri receiver, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(receiver.Host, receiver.Port, cancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Head(receiver, "Content-Length: 5000"), cancellationToken);
        var answer = FirstLineAsync(stream, cancellationToken);
        try
        {
            while (!answer.IsCompleted)
            {
                await stream.WriteAsync("x"u8.ToArray(), cancellationToken);
                await Task.Delay(TimeSpan.FromMilliseconds(250), TimeProvider.System, cancellationToken);
            }
        }
        catch (IOException)
        {
            // As above.
        }

        return await answer;
    }

    /// <summary>A hundred megabytes of nothing, packed.</summary>
    public static byte[] Bomb()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            var nothing = new byte[1024 * 1024];
            for (var i = 0; i < 100; i++)
            {
                gzip.Write(nothing);
            }
        }

        return packed.ToArray();
    }

    // With a signature of the right form: without one nothing of the body would be read.
    private static byte[] Head(Uri receiver, string header) =>
        Encoding.ASCII.GetBytes(
            string.Create(
                CultureInfo.InvariantCulture,
                $"POST /webhooks/recharge/default/order/created HTTP/1.1\r\nHost: {receiver.Authority}\r\nContent-Type: application/json\r\n{WebhookSigner.LegacyHeader}: {s_forged}\r\n{header}\r\n\r\n"
            )
        );

    private static async Task<string> FirstLineAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        try
        {
            using var reader = new StreamReader(stream, leaveOpen: true);
            return await reader.ReadLineAsync(cancellationToken) ?? "";
        }
        catch (IOException)
        {
            return "";
        }
    }
}
