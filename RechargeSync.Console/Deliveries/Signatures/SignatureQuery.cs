using System.Text;
using RechargeSync.Console.Client;
using RechargeSync.Console.Hosting;
using RechargeSync.Core.Stores;

namespace RechargeSync.Console.Deliveries.Signatures;

/// <summary>Explains a signature from the configured stores' own secrets.</summary>
internal sealed class SignatureQuery(StoreRegistry stores, TimeProvider clock)
{
    /// <summary>Bytes of the largest body whose signature is explained.</summary>
    public const int LargestBody = 1024 * 1024;

    public Answer<SignatureExplanation> Explain(ExplainSignatureRequest request)
    {
        if (!stores.TryGet(request.Store, out var store))
        {
            return Refusal.BadRequest("store is required, and has to be a configured one.");
        }

        if (Body(request) is not { } body)
        {
            return Refusal.BadRequest("Give body, the raw body as text, or bodyBase64, which keeps every byte.");
        }

        // Each secret of each store is tried on it, in several forms.
        if (body.Length > LargestBody)
        {
            return new Refusal(
                StatusCodes.Status413PayloadTooLarge,
                "The body is too large",
                $"Signatures of up to {LargestBody} bytes are explained here."
            );
        }

        return SignatureExplainer.Explain(
            new SignatureCase
            {
                Body = body,
                Legacy = request.Legacy,
                Timestamped = request.Timestamped,
                Secrets = store.Secrets,
                AccessToken = Encoding.UTF8.GetBytes(store.Options.AccessToken),
                OtherStores =
                [
                    .. stores.All.Where(other => other.Name != store.Name).Select(other => (other.Name, other.Secrets)),
                ],
                AcceptLegacy = store.Options.AcceptLegacySignature,
                Now = clock.GetUtcNow(),
            }
        );
    }

    private static byte[]? Body(ExplainSignatureRequest request)
    {
        if (request.BodyBase64 is not { } encoded)
        {
            return request.Body is { } text ? Encoding.UTF8.GetBytes(text) : null;
        }

        var bytes = new byte[encoded.Length];
        return Convert.TryFromBase64String(encoded, bytes, out var written) ? bytes[..written] : null;
    }
}
