using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace RechargeSync.Core.Inbox;

/// <summary>Reads a request's body once, under a cap, without trusting its stated length.</summary>
internal static class RawBody
{
    /// <returns>The body; null where it is larger than the cap.</returns>
    /// <exception cref="BadHttpRequestException">The sender broke off or was too slow.</exception>
    public static async Task<byte[]?> ReadAsync(HttpRequest request, int maxBytes, CancellationToken cancellationToken)
    {
        if (request.ContentLength > maxBytes)
        {
            return null;
        }

        var reader = request.BodyReader;
        while (true)
        {
            var result = await reader.ReadAsync(cancellationToken);
            if (result.Buffer.Length > maxBytes)
            {
                reader.AdvanceTo(result.Buffer.End);
                return null;
            }

            if (result.IsCompleted)
            {
                var body = result.Buffer.ToArray();
                reader.AdvanceTo(result.Buffer.End);
                return body;
            }

            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }
}
