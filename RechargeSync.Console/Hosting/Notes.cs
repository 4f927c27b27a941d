namespace RechargeSync.Console.Hosting;

/// <summary>Checks what an operator says of an action.</summary>
internal static class Notes
{
    private const int Longest = 1000;

    /// <summary>What is wrong with a note; null where nothing is.</summary>
    public static Refusal? Check(string? note, bool required = false) =>
        required && string.IsNullOrWhiteSpace(note)
            ? Refusal.BadRequest("note is required: say why nothing is to be done.")
        : note is { Length: > Longest } ? Refusal.BadRequest("note is 1000 characters long at most.")
        : note?.Contains('\0', StringComparison.Ordinal) == true ? Refusal.BadRequest("note holds a NUL character.")
        : null;
}
