using System.Text;
using RechargeSync.MockPlatform.Dispatch;

namespace RechargeSync.MockPlatform.Tests.Dispatch;

public sealed class WebhookSignatureTests
{
    private static readonly byte[] Secret = "test_client_secret"u8.ToArray();

    [Theory]
    [InlineData(
        """{"order":{"id":7271806,"status":"SUCCESS"}}""",
        "21e3b1696ca6469c6e56044efd18ec5400d608f3e9c6a8d4622a5b60c2014212",
        "54891656853713ab096b7359775b59d65ca42d9cb38c54b75c72cb0672cabace"
    )]
    [InlineData(
        """{"order": {"id": 7271806, "status": "SUCCESS"}}""",
        "67425f280b300fcad20db4aae74f132d15b8d9a37a7c0a6d711baa85c08ec686",
        "b4663a65618bcaaa28db0ff1a38071c825c937184e1320227c5ea67d83d0560f"
    )]
    [InlineData(
        """{"order":{"id":1,"note":"café ☕"}}""",
        "0fd403bdbcffac35dc0465cefa981573475e5d7ef5a0d93bb251ced8ba1f5561",
        "c905955cb38b57d2d561f00273bd958a649cd07a17240cc11781e472e3f74a15"
    )]
    [InlineData(
        "",
        "e26ade3b37d31920d89e233c447b0d5e51accff2fdc51d1f377b031b5d581e70",
        "7caae7941cfacd94884c41926a8f2adc66677ed6a81ecf707d91759ef09d055f"
    )]
    public void Both_signatures_match_the_test_vectors(string body, string legacy, string v1)
    {
        var bytes = Encoding.UTF8.GetBytes(body);

        Assert.Equal(legacy, WebhookSignature.Legacy(Secret, bytes));
        Assert.Equal(v1, WebhookSignature.V1(Secret, 1_700_000_000, bytes));
    }
}
