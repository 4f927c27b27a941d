using System.Buffers;

namespace RechargeSync.Platforms.Calls;

/// <summary>
/// How much of an answer is read, in bytes. Whoever answers decides how much he sends, and many calls wait at once:
/// what one of them may cost has to be ours to say.
/// </summary>
public static class AnswerLimit
{
    /// <summary>A platform's answer, of which the ids are read.</summary>
    public const int Ids = 1 << 20;

    /// <summary>An order or a charge with all its members, as large as a webhook may be that brings one.</summary>
    public const int Resource = 4 << 20;

    /// <summary>A page of a list.</summary>
    public const int List = 8 << 20;

    /// <summary>A refusal: its status decides, and the beginning of its body tells a person why.</summary>
    public const int Refusal = 64 << 10;
}

/// <summary>Reads an answer's body up to a limit.</summary>
internal static class AnswerBody
{
    private const int FirstRead = 8 << 10;

    /// <summary>Reads until the body's end or the limit.</summary>
    /// <param name="content">The body.</param>
    /// <param name="most">The limit in bytes.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>At most <paramref name="most"/> bytes, and whether they are all.</returns>
    /// <exception cref="IOException">The connection broke off.</exception>
    public static async Task<(byte[] Body, bool IsWhole)> ReadAsync(
        HttpContent content,
        int most,
        CancellationToken cancellationToken
    )
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);

        // The length that is announced is a hint.
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(content.Headers.ContentLength ?? FirstRead, most));
        try
        {
            var length = 0;
            while (length < most)
            {
                if (length == buffer.Length)
                {
                    buffer = Larger(buffer);
                }

                var read = await stream.ReadAsync(
                    buffer.AsMemory(length, Math.Min(buffer.Length, most) - length),
                    cancellationToken
                );
                if (read == 0)
                {
                    return (buffer.AsSpan(0, length).ToArray(), true);
                }

                length += read;
            }

            return (buffer.AsSpan(0, length).ToArray(), await stream.ReadAsync(new byte[1], cancellationToken) == 0);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static byte[] Larger(byte[] full)
    {
        var larger = ArrayPool<byte>.Shared.Rent(full.Length * 2);
        full.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(full);
        return larger;
    }
}
