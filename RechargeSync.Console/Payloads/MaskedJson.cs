namespace RechargeSync.Console.Payloads;

/// <summary>JSON with personal data hidden.</summary>
/// <param name="Text">Indented.</param>
/// <param name="HiddenValues">How many values are hidden.</param>
internal sealed record MaskedJson(string Text, int HiddenValues);
