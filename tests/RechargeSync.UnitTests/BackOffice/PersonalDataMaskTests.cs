using System.Text;
using System.Text.Json.Nodes;
using RechargeSync.Console.Payloads;
using RechargeSync.Testing;

namespace RechargeSync.UnitTests.BackOffice;

public sealed class PersonalDataMaskTests
{
    /// <summary>What tells of a person in the samples.</summary>
    private static readonly string[] s_personal =
    [
        "Ada",
        "Tester",
        "ada.tester@example.com",
        "10 Example Street",
        "Springfield",
        "62701",
        "5550100",
        "Illinois",
    ];

    [Theory]
    [InlineData(Sample.Order202111)]
    [InlineData(Sample.Order202101)]
    [InlineData(Sample.Charge202101)]
    [InlineData(Sample.Checkout202111)]
    public void Sample_shows_nothing_of_the_person(string sample)
    {
        var masked = Mask(Sample.Json(sample).ToJsonString());
        Assert.All(
            s_personal,
            personal => Assert.DoesNotContain(personal, masked.Text, StringComparison.OrdinalIgnoreCase)
        );
        Assert.True(masked.HiddenValues > 5);
    }

    [Fact]
    public void Ids_skus_amounts_and_dates_stay()
    {
        var masked = Read(
            """
            {"order":{"id":7271806,"charge_id":"580825303","sku":"COF-100-L","price":"24.30","total_tax":0.0,"created_at":"2026-03-02T09:15:20","scheduled_at":"2026-03-02",
            "status":"success","currency":"USD","quantity":2,"title":"House Blend Coffee","external_order_id":{"ecommerce":"92812948"},"is_prepaid":true,"note":null}}
            """
        );
        Assert.Equal(
            (7271806L, "580825303", "COF-100-L", "24.30", "2026-03-02T09:15:20"),
            (
                masked["id"]!.GetValue<long>(),
                Text(masked, "charge_id"),
                Text(masked, "sku"),
                Text(masked, "price"),
                Text(masked, "created_at")
            )
        );
        Assert.Equal(
            ("success", "USD", "House Blend Coffee", "92812948"),
            (
                Text(masked, "status"),
                Text(masked, "currency"),
                Text(masked, "title"),
                Text(masked["external_order_id"]!, "ecommerce")
            )
        );
    }

    [Theory]
    [InlineData("""{"note":"Leave it with Ada next door"}""")]
    [InlineData("""{"note_attributes":[{"name":"gift_for","value":"Ada Tester"}]}""")]
    [InlineData("""{"properties":[{"name":"engraving","value":"For Ada"}]}""")]
    [InlineData("""{"properties":{"engraving":"For Ada"}}""")]
    [InlineData("""{"email":"ada@example.com"}""")]
    [InlineData("""{"customer":{"first_name":"Ada","id":5}}""")]
    [InlineData("""{"shipping_address":{"zip":12345,"phone":5550100,"address1":"Ada's house"}}""")]
    [InlineData("""{"browser_ip":"203.0.113.9","anything_else":"Ada"}""")]
    [InlineData("""{"customer_id":"Ada Tester"}""")]
    [InlineData("""{"title":"for ada@example.com"}""")]
    [InlineData("""{"ada@example.com":1}""")]
    public void Free_text_and_what_nobody_thought_of_is_hidden(string json)
    {
        var masked = Mask(json);
        Assert.All(
            new[] { "Ada", "203.0.113.9", "12345", "5550100" },
            personal => Assert.DoesNotContain(personal, masked.Text, StringComparison.OrdinalIgnoreCase)
        );
        Assert.Contains(PersonalDataMask.Hidden, masked.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("")]
    [InlineData("{\"a\":\"\\ud800\"}")]
    public void What_is_no_json_cannot_be_masked_in_part(string body) =>
        Assert.Null(PersonalDataMask.Mask(Encoding.UTF8.GetBytes(body)));

    [Fact]
    public void Markup_comes_out_encoded() =>
        Assert.DoesNotContain(
            "<script>",
            PersonalDataMask.Indent("""{"note":"<script>alert(1)</script>"}"""u8.ToArray())!,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("customer ada@example.com unknown", "customer *** unknown")]
    [InlineData("call +1 555 010 0100 now", "call *** now")]
    [InlineData("reference recharge:default:534919106 is taken", "reference recharge:default:534919106 is taken")]
    [InlineData("name \"Ada Tester\" is too long", "name \"***\" is too long")]
    public void Words_of_the_other_side_lose_what_looks_personal(string said, string shown) =>
        Assert.Equal(shown, PersonalDataMask.MaskText(said, isOperator: true));

    [Theory]
    [InlineData("customer Ada Tester unknown", "*** (27 characters)")]
    [InlineData("<p>Ada Tester, 10 Example Street</p>", "*** (36 characters)")]
    [InlineData("{oops Ada Tester", "*** (16 characters)")]
    public void What_is_no_json_is_hidden_whole_from_viewers(string said, string shown) =>
        Assert.Equal(shown, PersonalDataMask.MaskText(said, isOperator: false));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Order_that_a_refusal_repeats_shows_nothing_of_the_person_wherever_it_is_cut_off(bool isOperator)
    {
        var said = $"the body is not what was expected: {Sample.Json(Sample.Order202111).ToJsonString()}";
        for (var length = 0; length < said.Length; length += 7)
        {
            var shown = PersonalDataMask.MaskText(said[..length], isOperator)!;
            Assert.All(
                s_personal,
                personal => Assert.DoesNotContain(personal, shown, StringComparison.OrdinalIgnoreCase)
            );
        }
    }

    [Fact]
    public void Json_that_was_cut_off_shows_what_came_whole() =>
        Assert.Equal(
            "{\n  \"code\": \"taken\",\n  \"order\": {\n    \"id\": 7\n  }\n}\n… cut off",
            PersonalDataMask
                .MaskText("""{"code":"taken","order":{"id":7,"email":"ada@exam""", isOperator: false)!
                .ReplaceLineEndings("\n")
        );

    [Theory]
    [InlineData("""{"customer":{"birthday":"1990-01-02"}}""")]
    [InlineData("""{"date_of_birth":"1990-01-02"}""")]
    [InlineData("""{"customer":{"dob":"1990-01-02"}}""")]
    [InlineData("""{"billing_address":{"since":"1990-01-02"}}""")]
    [InlineData("""{"customer":{"born_at":"1990-01-02"}}""")]
    public void Date_of_a_person_is_hidden(string json) =>
        Assert.DoesNotContain("1990", Mask(json).Text, StringComparison.Ordinal);

    [Fact]
    public void Time_at_which_something_was_done_stays_also_within_a_person() =>
        Assert.Contains(
            "2026-03-02",
            Mask("""{"customer":{"created_at":"2026-03-02"}}""").Text,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("""{"tax_id":"12345678901"}""")]
    [InlineData("""{"customer":{"national_id":12345678901}}""")]
    [InlineData("""{"Passport_Id":"12345678901"}""")]
    public void Number_that_a_person_has_from_the_state_is_no_id(string json) =>
        Assert.DoesNotContain("12345678901", Mask(json).Text, StringComparison.Ordinal);

    private static MaskedJson Mask(string json) => PersonalDataMask.Mask(Encoding.UTF8.GetBytes(json))!;

    private static JsonNode Read(string json) => JsonNode.Parse(Mask(json).Text)!["order"]!;

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();
}
