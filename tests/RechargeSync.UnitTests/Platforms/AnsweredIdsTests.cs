using RechargeSync.Core.Platforms;
using RechargeSync.Platforms;
using RechargeSync.Platforms.Calls;

namespace RechargeSync.UnitTests.Platforms;

/// <summary>Which ids of an adapter are taken, whoever has written it.</summary>
public sealed class AnsweredIdsTests
{
    [Theory]
    [InlineData("5", "#1001")]
    [InlineData("order_01JZ 7", "Bestellung Nr. 5 ☕")]
    [InlineData("😀", "😀")]
    public void Ids_look_as_the_platform_likes(string id, string number) => Assert.True(IsTaken(id, number));

    [Theory]
    [InlineData(200, true)]
    [InlineData(201, false)]
    public void Id_of_unreasonable_length_is_none(int length, bool isTaken)
    {
        var text = new string('5', length);
        Assert.Equal((isTaken, isTaken), (IsTaken(text, "5"), IsTaken("5", text)));
    }

    [Theory]
    [InlineData(null, "5", "its Id is empty")]
    [InlineData("", "5", "its Id is empty")]
    [InlineData(" \n", "5", "its Id is empty")]
    [InlineData("5", null, "its Number is empty")]
    [InlineData("5", "", "its Number is empty")]
    [InlineData("5\n6", "5", "its Id holds a control character")]
    [InlineData("5", "5\0", "its Number holds a control character")]
    public void Other_ids_are_a_failure_that_says_what_to_answer(string? id, string? number, string problem)
    {
        foreach (var answer in Answers(new PlatformIds(id!, number!)))
        {
            var failure = Assert.IsType<PlatformAnswer.Failed>(AnsweredIds.Checked(answer)).Failure;

            Assert.Equal(("Ambiguous malformed ", Blame.Side), (failure.ToString(), failure.Blame));
            Assert.Equal(
                $"The adapter answered an order's ids, and {problem}. Have it answer an Id and a Number of 1 to 200 "
                    + "characters each, without control characters, and the Id once more where the platform has no "
                    + "number.",
                failure.Detail
            );
        }
    }

    // The text is no argument: a test's name could not be told with it.
    [Fact]
    public void Half_a_character_is_no_id()
    {
        Assert.False(IsTaken("5\ud83d", "5"));
        Assert.False(IsTaken("5", "\ude00"));
    }

    [Fact]
    public void Answer_without_ids_of_the_order_is_a_failure_and_none_that_cannot_have_any()
    {
        Assert.IsType<PlatformAnswer.Failed>(AnsweredIds.Checked(new PlatformAnswer.Made(null!)));
        Assert.All(
            new PlatformAnswer[] { new PlatformAnswer.NotFound(), new PlatformAnswer.Taken(), new PlatformAnswer.HalfMade(null) },
            answer => Assert.Same(answer, AnsweredIds.Checked(answer))
        );
    }

    private static bool IsTaken(string id, string number) =>
        Answers(new PlatformIds(id, number)).All(answer => ReferenceEquals(answer, AnsweredIds.Checked(answer)));

    private static PlatformAnswer[] Answers(PlatformIds ids) =>
        [new PlatformAnswer.Made(ids), new PlatformAnswer.Existed(ids)];
}
