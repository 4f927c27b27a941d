using RechargeSync.Console.DeadLetters;
using RechargeSync.Console.Listing;
using RechargeSync.Console.Orders;
using RechargeSync.Console.Reconciliation;
using RechargeSync.Core.Orders;
using RechargeSync.Core.Reconciliation;
using RechargeSync.Core.Storage;
using RechargeSync.Platforms;

namespace RechargeSync.UnitTests.BackOffice;

/// <summary>Every word that the engine writes down is told in plain words.</summary>
public sealed class WordsTests
{
    public static TheoryData<string> Reasons => [.. Constants(typeof(OrderReason)), .. Constants(typeof(PlatformReason))];

    public static TheoryData<string> Details => [.. Constants(typeof(DriftDetail))];

    public static TheoryData<int> OrderSteps =>
        [
            (int)WorkStep.ReadOrder,
            (int)WorkStep.CheckLink,
            (int)WorkStep.Push,
            (int)WorkStep.CancelOnPlatform,
            (int)WorkStep.RefundOnPlatform,
            (int)WorkStep.UpdatePlatform,
            (int)WorkStep.WriteOrderIds,
            (int)WorkStep.ReadCharge,
            (int)WorkStep.WriteChargeId,
        ];

    [Theory]
    [MemberData(nameof(Reasons))]
    public void Reason_is_known_to_those_who_filter_by_it(string reason) =>
        Assert.Contains(reason, ReasonText.Known, StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(Details))]
    public void Finding_is_told_in_words_and_a_dry_one_says_nothing_was_done(string detail)
    {
        Assert.NotEqual("Look at the order.", FindingText.Of(detail, isDryRun: false), StringComparer.Ordinal);
        if (FindingText.IsMendable(detail))
        {
            Assert.Contains("a run ", FindingText.Of(detail, isDryRun: true), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Finding_of_a_dead_letter_names_its_reason() =>
        Assert.Contains(
            "(no_lines)",
            FindingText.Of("dead_letter: no_lines", isDryRun: false),
            StringComparison.Ordinal
        );

    [Theory]
    [MemberData(nameof(OrderSteps))]
    public void Step_has_a_word_and_a_sentence(int step)
    {
        var word = ApiNames.Of((WorkStep)step);
        Assert.NotEqual("none", word, StringComparer.Ordinal);
        Assert.NotEqual("nothing", ApiNames.Say((WorkStep)step), StringComparer.Ordinal);
        Assert.NotEqual("Goes on from this step.", StepText.Of(word).Again, StringComparer.Ordinal);
    }

    private static IEnumerable<string> Constants(Type type) =>
        type.GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!);
}
