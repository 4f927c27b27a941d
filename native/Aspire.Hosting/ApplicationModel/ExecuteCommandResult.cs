namespace Aspire.Hosting.ApplicationModel;

/// <summary>Outcome of a command.</summary>
public sealed class ExecuteCommandResult
{
    /// <summary>True when the command was carried out.</summary>
    public required bool Success { get; init; }

    /// <summary>Why it was not.</summary>
    public string? Message { get; init; }
}
