using System.Text.RegularExpressions;

namespace RechargeSync.Console.Payloads;

/// <summary>Cuts out of a text what looks like an e-mail address, a phone number, or something quoted. Pure.</summary>
internal static partial class TextMask
{
    private const int Longest = 500;

    public static string Mask(string text)
    {
        var cut = text.Length > Longest ? text[..Longest] + "…" : text;
        return Quoted()
            .Replace(
                Digits().Replace(Email().Replace(cut, PersonalDataMask.Hidden), PersonalDataMask.Hidden),
                match => match.Value[0] + PersonalDataMask.Hidden + match.Value[^1]
            );
    }

    [GeneratedRegex(
        @"[^\s""'<>(),;:]{1,64}@[^\s""'<>(),;:]{1,100}",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Email();

    // Phone numbers are written in groups; an id is not.
    [GeneratedRegex(
        @"\+[0-9][0-9 ()\-.]{5,20}[0-9]|\(?[0-9]{2,4}\)?[ \-.][0-9]{2,4}[ \-.][0-9]{2,6}",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Digits();

    [GeneratedRegex(
        @"""[^""]*[^""A-Za-z0-9_.\-][^""]*""",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Quoted();
}
