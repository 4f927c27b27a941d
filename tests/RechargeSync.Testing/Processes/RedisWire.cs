using System.Globalization;
using System.Text;

namespace RechargeSync.Testing.Processes;

/// <summary>
/// Redis's protocol as far as an auditor needs it, so that he does not see with the product's own eyes.
/// </summary>
internal static class RedisWire
{
    /// <summary>Sends a command and reads its answer: a text, a number, a list, or null.</summary>
    /// <exception cref="IOException">Redis answered an error or hung up.</exception>
    public static async Task<object?> ExchangeAsync(
        Stream stream,
        IReadOnlyList<string> command,
        CancellationToken cancellationToken
    )
    {
        var request = new StringBuilder();
        request.Append(CultureInfo.InvariantCulture, $"*{command.Count}\r\n");
        foreach (var part in command)
        {
            request.Append(CultureInfo.InvariantCulture, $"${Encoding.UTF8.GetByteCount(part)}\r\n{part}\r\n");
        }

        await stream.WriteAsync(Encoding.UTF8.GetBytes(request.ToString()), cancellationToken);
        var buffered = new BufferedStream(stream, 16 * 1024);
        return await ReadAsync(buffered, cancellationToken);
    }

    private static async Task<object?> ReadAsync(BufferedStream stream, CancellationToken cancellationToken)
    {
        var line = await ReadLineAsync(stream, cancellationToken);
        switch (line[0])
        {
            case '+':
                return line[1..];
            case ':':
                return Number(line);
            case '-':
                throw new IOException(line[1..]);
            case '$' when Number(line) is >= 0 and var length:
                var text = new byte[length + 2];
                await stream.ReadExactlyAsync(text, cancellationToken);
                return Encoding.UTF8.GetString(text.AsSpan(0, (int)length));
            case '*' when Number(line) is >= 0 and var count:
                var list = new List<object?>((int)count);
                for (var i = 0; i < count; i++)
                {
                    list.Add(await ReadAsync(stream, cancellationToken));
                }

                return list;
            default:
                return null;
        }
    }

    private static async Task<string> ReadLineAsync(BufferedStream stream, CancellationToken cancellationToken)
    {
        var line = new List<byte>();
        var one = new byte[1];
        while (line.Count == 0 || line[^1] != '\n')
        {
            await stream.ReadExactlyAsync(one, cancellationToken);
            line.Add(one[0]);
        }

        return Encoding.UTF8.GetString([.. line]).TrimEnd('\r', '\n');
    }

    private static long Number(string line) =>
        long.Parse(line.AsSpan(1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
}
