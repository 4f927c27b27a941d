using System.Security.Cryptography;

namespace RechargeSync.Core.Inbox;

/// <summary>
/// A body above the cap, of which only the head is kept. Read to its end all the same: only the whole of it shows
/// whether it is rightly signed, and one that is has to be acknowledged, since Recharge cannot make it smaller.
/// </summary>
/// <param name="Outcome">What became of the reading.</param>
/// <param name="Head">Its first bytes.</param>
/// <param name="Length">Its size in bytes.</param>
/// <param name="DedupeKey">
/// As <see cref="InboxWriter.DedupeKey(string, ReadOnlySpan{byte})"/> of the whole body.
/// </param>
/// <param name="IsSigned">Whether it is rightly signed.</param>
internal readonly record struct OversizeBody(
    BodyOutcome Outcome,
    byte[] Head,
    long Length = 0,
    byte[]? DedupeKey = null,
    bool IsSigned = false
)
{
    /// <summary>Bytes of a body that are kept.</summary>
    public const int HeadBytes = 64 * 1024;

    /// <summary>
    /// The largest body that is read, in bytes. Above it nobody's order can be, and reading would only be work.
    /// </summary>
    public const long MaxBytes = 64 * 1024 * 1024;

    /// <summary>
    /// The share that one takes, in bytes. It needs less memory, but hashing what nobody may have signed has to stay a
    /// small part of the work.
    /// </summary>
    public const long Share = 4 * 1024 * 1024;

    /// <summary>Reads a body to its end, and checks its signature on the way.</summary>
    /// <param name="webhook">The webhook; nothing of its body has been taken yet.</param>
    /// <param name="time">How long it may take.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<OversizeBody> ReadAsync(
        Webhook webhook,
        BodyTime time,
        CancellationToken cancellationToken
    )
    {
        var reader = webhook.Request.BodyReader;
        using var sums = new BodySums(webhook);
        var head = new byte[HeadBytes];
        var length = 0L;
        BodyDeadline? deadline = null;
        try
        {
            while (true)
            {
                var result = await BodyDeadline.ReadAsync(reader, time, ref deadline, cancellationToken);
                if (result.IsCanceled)
                {
                    reader.AdvanceTo(result.Buffer.End);
                    return new OversizeBody(BodyOutcome.Late, []);
                }

                foreach (var piece in result.Buffer)
                {
                    if (length < HeadBytes)
                    {
                        var kept = Math.Min(piece.Length, HeadBytes - (int)length);
                        piece.Span[..kept].CopyTo(head.AsSpan((int)length));
                    }

                    length += piece.Length;
                    sums.Append(piece.Span);
                }

                reader.AdvanceTo(result.Buffer.End);
                if (length > MaxBytes)
                {
                    return new OversizeBody(BodyOutcome.TooLarge, []);
                }

                if (result.IsCompleted)
                {
                    return new OversizeBody(
                        BodyOutcome.Whole,
                        head[..(int)Math.Min(length, HeadBytes)],
                        length,
                        sums.DedupeKey(),
                        sums.IsSigned()
                    );
                }
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            return new OversizeBody(exception.BodyOutcome(), []);
        }
        finally
        {
            deadline?.Dispose();
        }
    }

    private sealed class BodySums(Webhook webhook) : IDisposable
    {
        private readonly IncrementalHash _dedupe = InboxWriter.BeginDedupeKey(webhook.Topic.Name);
        private readonly IncrementalHash[] _signatures = [.. webhook.Store.Secrets.Select(webhook.Claim.Begin)];

        public void Append(ReadOnlySpan<byte> piece)
        {
            _dedupe.AppendData(piece);
            foreach (var signature in _signatures)
            {
                signature.AppendData(piece);
            }
        }

        public byte[] DedupeKey() => _dedupe.GetHashAndReset();

        // Each is compared, so that the time taken tells nothing of which one fits.
        public bool IsSigned()
        {
            var isSigned = false;
            foreach (var signature in _signatures)
            {
                isSigned |= webhook.Claim.Fits(signature);
            }

            return isSigned;
        }

        public void Dispose()
        {
            _dedupe.Dispose();
            foreach (var signature in _signatures)
            {
                signature.Dispose();
            }
        }
    }
}
