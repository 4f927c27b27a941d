using RechargeSync.MockPlatform.Recharge.Access;

namespace RechargeSync.MockPlatform.Recharge.Records;

/// <summary>Wraps a resource in its singular key.</summary>
internal static class RecordAnswer
{
    public static IResult One(IWebhookSubject subject, ApiVersion version)
    {
        var json = subject.Render(version);
        return new RawJson(
            StatusCodes.Status200OK,
            JsonBytes.Write(writer =>
            {
                writer.WriteStartObject();
                writer.WritePropertyName(subject.Key);
                writer.WriteRawValue(json.Span, skipInputValidation: true);
                writer.WriteEndObject();
            })
        );
    }
}
