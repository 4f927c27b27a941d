using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;

namespace RechargeSync.Core.Inbox;

/// <summary>A request's body as it came, or why there is none.</summary>
/// <param name="Bytes">The body; null where it was not read.</param>
/// <param name="IsTooLarge">
/// It is larger than the cap; where it is not and there are no bytes, there was no memory for it now.
/// </param>
internal readonly record struct RawBody(byte[]? Bytes, bool IsTooLarge)
{
    private static readonly RawBody s_tooLarge = new(null, IsTooLarge: true);
    private static readonly RawBody s_noRoom = new(null, IsTooLarge: false);

    /// <summary>Reads a body once, under a cap, without trusting its stated length.</summary>
    /// <param name="request">The request.</param>
    /// <param name="maxBytes">The cap.</param>
    /// <param name="budget">Memory for large bodies.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="BadHttpRequestException">The sender broke off or was too slow.</exception>
    public static async ValueTask<RawBody> ReadAsync(
        HttpRequest request,
        int maxBytes,
        BodyBudget budget,
        CancellationToken cancellationToken
    )
    {
        if (request.ContentLength > maxBytes)
        {
            return s_tooLarge;
        }

        var reader = request.BodyReader;
        long share = 0;
        try
        {
            while (true)
            {
                var result = await reader.ReadAsync(cancellationToken);
                if (result.Buffer.Length > maxBytes)
                {
                    reader.AdvanceTo(result.Buffer.End);
                    return s_tooLarge;
                }

                if (result.IsCompleted)
                {
                    return new RawBody(Take(reader, result.Buffer), IsTooLarge: false);
                }

                if (share == 0 && result.Buffer.Length > BodyBudget.Small)
                {
                    share = request.ContentLength ?? maxBytes;
                    if (!budget.TryTake(share))
                    {
                        share = 0;
                        reader.AdvanceTo(result.Buffer.End);
                        return s_noRoom;
                    }
                }

                reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            }
        }
        finally
        {
            budget.GiveBack(share);
        }
    }

    private static byte[] Take(PipeReader reader, ReadOnlySequence<byte> buffer)
    {
        var body = buffer.ToArray();
        reader.AdvanceTo(buffer.End);
        return body;
    }
}
