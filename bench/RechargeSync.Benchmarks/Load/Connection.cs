using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace RechargeSync.Benchmarks.Load;

/// <summary>
/// One keep-alive connection that sends a request and waits for its answer. It blocks its thread: two system calls for
/// each exchange are the least that a load generator can take from the cores it shares with what it measures.
/// </summary>
internal sealed class Connection : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
    {
        NoDelay = true,
        ReceiveTimeout = 30_000,
    };
    private readonly byte[] _buffer = new byte[8192];

    public Connection(Uri target) => _socket.Connect(IPAddress.Parse(target.Host), target.Port);

    /// <summary>Sends a request and reads its answer whole.</summary>
    /// <exception cref="IOException">The answer is not a 200, or the other side hung up.</exception>
    public void Exchange(ReadOnlySpan<byte> request)
    {
        while (request.Length > 0)
        {
            request = request[_socket.Send(request)..];
        }

        var length = 0;
        do
        {
            var read = _socket.Receive(_buffer.AsSpan(length));
            length += read > 0 ? read : throw new IOException("The receiver hung up.");
        } while (!IsWhole(_buffer.AsSpan(0, length)));

        if (!_buffer.AsSpan(0, length).StartsWith("HTTP/1.1 200"u8))
        {
            throw new IOException($"The answer is no 200: {Encoding.UTF8.GetString(_buffer.AsSpan(0, length))}");
        }
    }

    public void Dispose() => _socket.Dispose();

    // No second request is under way, so an answer in parts ends with the last part.
    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return false;
        }

        var head = answer[..end];
        var stated = head.IndexOf("ontent-Length: "u8) is >= 0 and var upper
            ? upper
            : head.IndexOf("ontent-length: "u8);
        return stated >= 0
            ? Utf8Parser.TryParse(head[(stated + "ontent-Length: ".Length)..], out int size, out _)
                && answer.Length >= end + 4 + size
            : answer.EndsWith("0\r\n\r\n"u8);
    }
}
