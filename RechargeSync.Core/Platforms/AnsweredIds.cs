using System.Text;
using RechargeSync.Platforms;
using RechargeSync.Platforms.Calls;

namespace RechargeSync.Core.Platforms;

/// <summary>
/// What an adapter's ids have to be, whatever the platform: they are stored, shown, put into addresses, and written to
/// Recharge. Others become a failure before they get that far. Pure.
/// </summary>
internal static class AnsweredIds
{
    /// <summary>Longest accepted id, so that an answer gone wrong does not become an id.</summary>
    private const int MaxLength = 200;

    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The answer, or in its place the failure of one whose ids will not do.</summary>
    public static PlatformAnswer Checked(PlatformAnswer answer) =>
        answer is PlatformAnswer.Made { Ids: var made } && Problem(made) is { } ofMade ? Failed(ofMade)
        : answer is PlatformAnswer.Existed { Ids: var there } && Problem(there) is { } ofThere ? Failed(ofThere)
        : answer;

    private static string? Problem(PlatformIds? ids) =>
        ids is null
            ? "it has none"
            : Problem(nameof(ids.Id), ids.Id) ?? Problem(nameof(ids.Number), ids.Number);

    private static string? Problem(string name, string? text) =>
        string.IsNullOrWhiteSpace(text) ? $"its {name} is empty"
        : text.Length > MaxLength ? $"its {name} has {text.Length} characters"
        : text.Any(char.IsControl) ? $"its {name} holds a control character"
        : !IsUnicode(text) ? $"its {name} holds half a surrogate pair, which is not Unicode"
        : null;

    // No column of Postgres and no request takes half a pair.
    private static bool IsUnicode(string text)
    {
        try
        {
            return s_strict.GetByteCount(text) > 0;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }

    // The order may be there all the same: it is looked up again, and found once the adapter is mended.
    private static PlatformAnswer.Failed Failed(string problem) =>
        new(
            new CallFailure(
                CallFailureKind.Ambiguous,
                "malformed",
                Detail: $"The adapter answered an order's ids, and {problem}. Have it answer an Id and a Number of 1 to "
                    + $"{MaxLength} characters each, without control characters, and the Id once more where the "
                    + "platform has no number."
            )
            {
                Blame = Blame.Side,
            }
        );
}
