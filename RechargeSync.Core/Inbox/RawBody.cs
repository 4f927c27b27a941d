using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;

namespace RechargeSync.Core.Inbox;

/// <summary>A request's body as it came, or why there is none.</summary>
/// <param name="Outcome">What became of the reading.</param>
/// <param name="Bytes">The body, where it is whole.</param>
/// <param name="Share">The memory that it takes; to be given back by who has read it. Null for a small one.</param>
internal readonly record struct RawBody(BodyOutcome Outcome, byte[]? Bytes = null, BodyShare? Share = null)
{
    /// <summary>Reads a body once, under a cap, without trusting its stated length.</summary>
    /// <param name="request">The request.</param>
    /// <param name="maxBytes">The cap; what is larger stays unread as far as it has not come yet.</param>
    /// <param name="budget">Memory for large bodies.</param>
    /// <param name="time">How long it may take.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async ValueTask<RawBody> ReadAsync(
        HttpRequest request,
        int maxBytes,
        BodyBudget budget,
        BodyTime time,
        CancellationToken cancellationToken
    )
    {
        if (request.ContentLength > maxBytes)
        {
            return new RawBody(BodyOutcome.TooLarge);
        }

        var reader = request.BodyReader;
        BodyDeadline? deadline = null;
        BodyShare? share = null;
        var isHandedOn = false;
        try
        {
            while (true)
            {
                var result = await BodyDeadline.ReadAsync(reader, time, ref deadline, cancellationToken);
                var length = result.Buffer.Length;
                if (result.IsCanceled)
                {
                    reader.AdvanceTo(result.Buffer.End);
                    return new RawBody(BodyOutcome.Late);
                }

                if (length > maxBytes)
                {
                    // Not looked at, so that it can be read from its beginning.
                    reader.AdvanceTo(result.Buffer.Start);
                    isHandedOn = true;
                    return new RawBody(BodyOutcome.TooLarge, null, share);
                }

                if (result.IsCompleted)
                {
                    isHandedOn = true;
                    return new RawBody(BodyOutcome.Whole, Take(reader, result.Buffer), share);
                }

                if (length > BodyBudget.Small + (share?.Bytes ?? 0))
                {
                    // By what has come, and not by what was stated: a promise takes no memory.
                    share ??= new BodyShare(budget, request.Source());
                    if (!share.TryGrow(Math.Min(2 * length, request.ContentLength ?? maxBytes) - share.Bytes))
                    {
                        reader.AdvanceTo(result.Buffer.End);
                        return new RawBody(BodyOutcome.NoRoom);
                    }
                }

                reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            return new RawBody(exception.BodyOutcome());
        }
        finally
        {
            deadline?.Dispose();
            if (!isHandedOn)
            {
                share?.Dispose();
            }
        }
    }

    /// <summary>
    /// Lets go of what has come of a body that was <see cref="BodyOutcome.TooLarge"/>, of which nothing more is to be
    /// read: its connection stays for a moment, and would keep it beyond the share.
    /// </summary>
    public static void Drop(HttpRequest request)
    {
        if (request.BodyReader.TryRead(out var come))
        {
            request.BodyReader.AdvanceTo(come.Buffer.End);
        }
    }

    private static byte[] Take(PipeReader reader, ReadOnlySequence<byte> buffer)
    {
        var body = buffer.ToArray();
        reader.AdvanceTo(buffer.End);
        return body;
    }
}

/// <summary>What became of reading a body.</summary>
internal enum BodyOutcome
{
    /// <summary>It is there.</summary>
    Whole,

    /// <summary>It is larger than the cap.</summary>
    TooLarge,

    /// <summary>There was no memory for it now.</summary>
    NoRoom,

    /// <summary>It was not there in time.</summary>
    Late,

    /// <summary>The sender broke off, or sent what is no body.</summary>
    Broken,

    /// <summary>The sender has hung up: nobody hears an answer.</summary>
    Gone,
}

/// <summary>What reading a body needs of a request.</summary>
internal static class BodyExtensions
{
    /// <summary>Where a request comes from.</summary>
    public static NetworkSource Source(this HttpRequest request) =>
        NetworkSource.Of(request.HttpContext.Connection.RemoteIpAddress);

    /// <summary>What an exception of the server says about the body; a slow one is answered 408 by it.</summary>
    public static BodyOutcome BodyOutcome(this Exception exception) =>
        exception switch
        {
            BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout } => Inbox.BodyOutcome.Late,
            BadHttpRequestException => Inbox.BodyOutcome.Broken,
            _ => Inbox.BodyOutcome.Gone,
        };
}
