using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using RechargeSync.Core.Orders;
using RechargeSync.Core.Recharge;
using RechargeSync.Platforms;
using RechargeSync.Testing;

namespace RechargeSync.UnitTests.Platforms;

/// <summary>Version 2 of the contract: each member arrives, from both API versions alike.</summary>
public sealed class ContractTests
{
    private static readonly JsonSerializerOptions s_readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [Theory]
    [InlineData(Sample.Order202111, "order.json")]
    [InlineData(Sample.OrderEcho, "order.json")]
    [InlineData(Sample.PrepaidFirst, "prepaid_first.json")]
    [InlineData(Sample.PrepaidQueued, "prepaid_queued.json")]
    [InlineData(Sample.PrepaidSubsequent, "prepaid_subsequent.json")]
    public void Sample_arrives_as_its_golden_file_says(string sample, string golden) =>
        Assert.Equal(Golden(golden), Pushed(Sample.Bytes(sample)), ignoreLineEndingDifferences: true);

    [Theory]
    [InlineData("whole_2021-01.json")]
    [InlineData("whole_2021-11.json")]
    public void Every_member_arrives_alike_from_both_versions(string payload) =>
        Assert.Equal(Golden("whole.json"), Pushed(Bytes(payload)), ignoreLineEndingDifferences: true);

    [Fact]
    public void Both_versions_of_a_whole_order_are_the_same_bytes() =>
        Assert.Equal(Map(Bytes("whole_2021-01.json")).Json, Map(Bytes("whole_2021-11.json")).Json);

    [Theory]
    [InlineData("whole_2021-01.json")]
    [InlineData("whole_2021-11.json")]
    public void Whole_order_leaves_nothing_to_remark(string payload) =>
        Assert.Empty(RechargePayload.ReadOrder(Bytes(payload), OrderBuilder.NewYork).Remarks);

    [Fact]
    public void Each_member_is_described_in_the_OpenAPI_document()
    {
        var described = File.ReadAllText(Path.Combine(Root(), "docs", "platform-api.openapi.yaml"));
        Assert.All(
            Shape.Names(JsonNode.Parse(Golden("whole.json"))),
            name => Assert.Contains($" {name.Split('.')[^1]}:", described, StringComparison.Ordinal)
        );
    }

    private static string Pushed(byte[] body) => JsonNode.Parse(Map(body).Json)!.ToJsonString(s_readable) + "\n";

    private static OutgoingOrder Map(byte[] body) =>
        PlatformOrderMapper.Map("default", RechargePayload.ReadOrder(body, OrderBuilder.NewYork));

    private static string Golden(string name) => System.Text.Encoding.UTF8.GetString(Bytes(name));

    private static byte[] Bytes(string name) =>
        File.ReadAllBytes(Path.Combine(Root(), "tests", "RechargeSync.UnitTests", "Platforms", "Golden", name));

    private static string Root()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "RechargeSync.sln")))
        {
            directory = directory.Parent ?? throw new InvalidOperationException("The tests run in no checkout.");
        }

        return directory.FullName;
    }
}
