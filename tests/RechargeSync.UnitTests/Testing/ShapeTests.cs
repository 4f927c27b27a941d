using System.Text.Json.Nodes;
using RechargeSync.Testing;

namespace RechargeSync.UnitTests.Testing;

/// <summary>What the suites compare documents with.</summary>
public sealed class ShapeTests
{
    [Theory]
    [InlineData("""{"id":1,"lines":[{"sku":"A"}]}""", """{"lines":[{"sku":"A"}],"id":1}""")]
    [InlineData("null", "null")]
    public void Same_members_in_any_order_are_the_same(string expected, string actual) =>
        Assert.Empty(Shape.Differences(JsonNode.Parse(expected), JsonNode.Parse(actual)));

    [Theory]
    [InlineData("""{"id":1}""", """{"id":2}""", "id: expected 1, but is 2")]
    [InlineData("""{"id":1}""", """{"id":"1"}""", "id: expected 1, but is \"1\"")]
    [InlineData("""{"id":1}""", "{}", "id: expected 1, but is not there")]
    [InlineData("{}", """{"id":null}""", "id: is null, but was not expected")]
    [InlineData(
        """{"a":{"lines":[{"sku":"A"},{"sku":"B"}]}}""",
        """{"a":{"lines":[{"sku":"A"},{"sku":"C"}]}}""",
        "a.lines[1].sku: expected \"B\", but is \"C\""
    )]
    [InlineData("[1,2]", "[1]", "(root): expected [1,2], but is [1]")]
    public void Difference_is_told_by_its_path(string expected, string actual, string difference) =>
        Assert.Equal([difference], Shape.Differences(JsonNode.Parse(expected), JsonNode.Parse(actual)));

    [Fact]
    public void Records_fail_with_every_member_that_differs()
    {
        var failure = Assert.ThrowsAny<Exception>(() =>
            Shape.Same(
                new
                {
                    Id = 1,
                    Name = "a",
                    City = "x",
                },
                new
                {
                    Id = 2,
                    Name = "a",
                    City = "y",
                }
            )
        );

        Assert.Equal(
            "The documents differ:\n  Id: expected 1, but is 2\n  City: expected \"x\", but is \"y\"",
            failure.Message
        );
    }
}
