using System.Net;
using System.Text.Json;
using RechargeSync.Platforms;
using RechargeSync.Platforms.Calls;
using RechargeSync.Platforms.Vendure;
using static RechargeSync.UnitTests.Platforms.Vendure.VendureOrders;

namespace RechargeSync.UnitTests.Platforms.Vendure;

public sealed class VendureVerdictTests
{
    [Theory]
    [InlineData(
        "FORBIDDEN",
        "You are not currently authorized",
        nameof(CallFailureKind.Configuration),
        PlatformReason.Configuration
    )]
    [InlineData("USER_INPUT_ERROR", "no", nameof(CallFailureKind.Permanent), "refused")]
    [InlineData("ENTITY_NOT_FOUND", "no", nameof(CallFailureKind.Permanent), "refused")]
    [InlineData(
        null,
        "value \"3000000000\" is out of range for type integer",
        nameof(CallFailureKind.Permanent),
        PlatformReason.CurrencyPrecision
    )]
    [InlineData(
        null,
        "value too long for type character varying(255)",
        nameof(CallFailureKind.Permanent),
        PlatformReason.TooLarge
    )]
    [InlineData(null, "deadlock detected", nameof(CallFailureKind.Ambiguous), "server_error")]
    [InlineData("INTERNAL_SERVER_ERROR", "oh", nameof(CallFailureKind.Ambiguous), "server_error")]
    public void Errors_of_a_success_are_judged_by_their_code_or_words(
        string? code,
        string message,
        string kind,
        string reason
    )
    {
        var extensions = code is null ? "" : $",\"extensions\":{{\"code\":\"{code}\"}}";
        var text = JsonSerializer.Serialize(message);
        var answer = Answer($$"""{"data":null,"errors":[{"message":{{text}} {{extensions}} }]}""");

        Assert.Equal((kind, reason), (answer.Failure!.Kind.ToString(), answer.Failure.Reason));
    }

    [Theory]
    [InlineData("Cannot query field \\\"importExternalOrder\\\" on type \\\"Mutation\\\".")]
    [InlineData(
        "Variable \\\"$input\\\" got invalid value; Field \\\"externalSold\\\" is not defined by type \\\"Fields\\\"."
    )]
    public void A_schema_that_lacks_what_is_ours_is_a_matter_of_configuration(string message)
    {
        var answer = Answer($$"""{"errors":[{"message":"{{message}}"}]}""", HttpStatusCode.BadRequest);

        Assert.True(answer.LacksSchema);
        Assert.Equal(CallFailureKind.Configuration, answer.Failure!.Kind);
    }

    [Theory]
    [InlineData("duplicate key value violates unique constraint \\\"UQ_1\\\"")]
    [InlineData("UNIQUE constraint failed: order.customFieldsExternalreference")]
    public void A_duplicate_is_known_by_the_database_s_words(string message) =>
        Assert.True(Answer($$"""{"errors":[{"message":"{{message}}"}],"data":null}""").IsDuplicate);

    [Theory]
    [InlineData("{\"data\":null}")]
    [InlineData("[]")]
    [InlineData("<html>")]
    [InlineData("")]
    [InlineData("{\"data\":")]
    public void A_success_without_data_is_not_trusted(string body) =>
        Assert.Equal(
            (CallFailureKind.Ambiguous, "malformed"),
            (Answer(body).Failure!.Kind, Answer(body).Failure!.Reason)
        );

    [Fact]
    public void An_address_that_is_not_known_speaks_of_the_way() =>
        Assert.Equal(HttpOutcome.WrongAddress, Answer("Not Found", HttpStatusCode.NotFound).Failure!.Reason);

    [Theory]
    [InlineData("INSUFFICIENT_STOCK_ERROR", nameof(CallFailureKind.OutOfStock), PlatformReason.OutOfStock)]
    [InlineData("ORDER_LIMIT_ERROR", nameof(CallFailureKind.Permanent), PlatformReason.TooLarge)]
    [InlineData(
        "INELIGIBLE_SHIPPING_METHOD_ERROR",
        nameof(CallFailureKind.Configuration),
        PlatformReason.Configuration
    )]
    [InlineData("ORDER_STATE_TRANSITION_ERROR", nameof(CallFailureKind.Permanent), "refused")]
    public void Results_that_are_errors_are_judged_by_their_code(string code, string kind, string reason)
    {
        var answer = Answer($$"""{"data":{"a":{"id":"1"},"b":{"errorCode":"{{code}}","message":"why"} } }""");

        var failure = VendureDraft.FailureOf(answer)!;

        Assert.Equal((kind, reason, $"{code}: why"), (failure.Kind.ToString(), failure.Reason, failure.Detail));
    }

    [Fact]
    public void Results_that_are_all_there_are_no_failure() =>
        Assert.Null(VendureDraft.FailureOf(Answer("""{"data":{"a":{"id":"1"},"b":{"__typename":"Order"}}}""")));

    [Fact]
    public void A_result_that_is_missing_is_not_trusted() =>
        Assert.Equal("malformed", VendureDraft.FailureOf(Answer("""{"data":{"a":{"id":"1"},"b":null}}"""))!.Reason);

    [Theory]
    [InlineData("out_of_stock", nameof(CallFailureKind.OutOfStock), PlatformReason.OutOfStock)]
    [InlineData("unknown_variant", nameof(CallFailureKind.Permanent), PlatformReason.UnknownVariant)]
    [InlineData("ambiguous_variant", nameof(CallFailureKind.Permanent), PlatformReason.UnknownVariant)]
    [InlineData("country_not_served", nameof(CallFailureKind.Permanent), PlatformReason.CountryNotServed)]
    [InlineData("total_differs", nameof(CallFailureKind.Permanent), PlatformReason.TotalDiffers)]
    [InlineData("too_large", nameof(CallFailureKind.Permanent), PlatformReason.TooLarge)]
    [InlineData("configuration", nameof(CallFailureKind.Configuration), PlatformReason.Configuration)]
    [InlineData("something of a later version", nameof(CallFailureKind.Permanent), "refused")]
    public void Refusals_of_the_plugin_keep_their_reason(string told, string kind, string reason)
    {
        var failure = VendureVerdict.Refused(Answer("{}").Outcome, told, "why");

        Assert.Equal((kind, reason, "why"), (failure.Kind.ToString(), failure.Reason, failure.Detail));
    }
}
