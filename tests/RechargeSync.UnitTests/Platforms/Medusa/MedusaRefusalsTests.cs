using System.Net;
using RechargeSync.Platforms.Calls;
using RechargeSync.Platforms.Medusa;
using RechargeSync.Testing;

namespace RechargeSync.UnitTests.Platforms.Medusa;

/// <summary>The sentences are those of Medusa 2.21.2.</summary>
public sealed class MedusaRefusalsTests
{
    [Theory]
    [InlineData(
        400,
        "invalid_data",
        "Variants variant_1 do not exist or belong to a product that is not published",
        CallFailureKind.Permanent,
        "unknown_variant"
    )]
    [InlineData(
        422,
        "unknown_variant",
        "No variant has the id x or the SKU y.",
        CallFailureKind.Permanent,
        "unknown_variant"
    )]
    [InlineData(
        422,
        "total_differs",
        "The order would come to 1 and not to 2.",
        CallFailureKind.Permanent,
        "total_differs"
    )]
    [InlineData(
        422,
        "configuration",
        "The region reg_1 does not exist.",
        CallFailureKind.Configuration,
        "configuration"
    )]
    [InlineData(
        404,
        "not_found",
        "SalesChannel with id: sc_no was not found",
        CallFailureKind.Configuration,
        "configuration"
    )]
    [InlineData(
        400,
        "not_allowed",
        "A valid publishable key is required to proceed with the request",
        CallFailureKind.Configuration,
        "configuration"
    )]
    [InlineData(
        400,
        "not_allowed",
        "Not enough stock available for item iitem_1 at location sloc_1",
        CallFailureKind.OutOfStock,
        "out_of_stock"
    )]
    [InlineData(
        400,
        "not_allowed",
        "Some variant does not have the required inventory",
        CallFailureKind.OutOfStock,
        "out_of_stock"
    )]
    [InlineData(
        400,
        "invalid_data",
        "Sales channel sc_1 is not associated with any stock location for variant variant_1",
        CallFailureKind.OutOfStock,
        "out_of_stock"
    )]
    [InlineData(413, null, "request entity too large", CallFailureKind.Permanent, "too_large")]
    [InlineData(400, "invalid_data", "The email is not valid", CallFailureKind.Permanent, "refused")]
    [InlineData(401, "unauthorized", "Unauthorized", CallFailureKind.Transient, "unauthorized")]
    [InlineData(500, "unknown_error", "An unknown error occurred.", CallFailureKind.Ambiguous, "server_error")]
    public async Task A_refusal_is_told_by_its_type_or_its_words(
        int status,
        string? type,
        string message,
        CallFailureKind kind,
        string reason
    )
    {
        var failure = MedusaRefusals.Judge(await AnswerAsync(status, type, message));

        Assert.Equal((kind, reason, status), (failure.Kind, failure.Reason, failure.Status));
    }

    [Fact]
    public async Task A_page_in_place_of_an_answer_is_a_wrong_address()
    {
        var outcome = await SendAsync(404, "<!DOCTYPE html><pre>Cannot POST /admin/orders</pre>");

        Assert.True(MedusaRefusals.IsNoSuchCall(outcome));
        Assert.False(MedusaRefusals.IsNotFound(outcome));
        Assert.Equal(HttpOutcome.WrongAddress, MedusaRefusals.Judge(outcome).Reason);
    }

    [Fact]
    public async Task A_reference_that_is_there_is_taken() =>
        Assert.True(
            MedusaRefusals.IsTaken(
                await AnswerAsync(400, "invalid_data", "Order with custom_display_id: r1, already exists.")
            )
        );

    [Fact]
    public async Task Another_duplicate_is_no_taken_reference() =>
        Assert.False(
            MedusaRefusals.IsTaken(
                await AnswerAsync(400, "invalid_data", "Customer with email: a@b.c, already exists.")
            )
        );

    [Fact]
    public async Task A_missing_sales_channel_blames_the_side_and_missing_stock_the_order()
    {
        var channel = MedusaRefusals.Judge(
            await AnswerAsync(404, "not_found", "SalesChannel with id: x was not found")
        );
        var stock = MedusaRefusals.Judge(
            await AnswerAsync(400, "not_allowed", "Not enough stock available for item x")
        );

        Assert.Equal((Blame.Side, Blame.Order), (channel.Blame, stock.Blame));
    }

    private static Task<HttpOutcome> AnswerAsync(int status, string? type, string message) =>
        SendAsync(status, $$"""{"type":{{(type is null ? "null" : $"\"{type}\"")}},"message":"{{message}}"}""");

    private static async Task<HttpOutcome> SendAsync(int status, string body)
    {
        using var handler = new StubHandler().Answers((HttpStatusCode)status, body);
        var connection = TestPlatforms.Connection();
        var http = new PlatformHttp(connection, handler, TimeProvider.System);
        using var request = http.Request(HttpMethod.Get, "/");
        return await http.SendAsync(request, CancellationToken.None);
    }
}
