namespace Aspire.Hosting.ApplicationModel;

/// <summary>Names of the states.</summary>
public static class KnownResourceStates
{
    /// <summary>Being prepared.</summary>
    public static readonly string Starting = nameof(Starting);

    /// <summary>Running; not necessarily healthy.</summary>
    public static readonly string Running = nameof(Running);

    /// <summary>Could not be started.</summary>
    public static readonly string FailedToStart = nameof(FailedToStart);

    /// <summary>Being stopped.</summary>
    public static readonly string Stopping = nameof(Stopping);

    /// <summary>Stopped, or ended with an error.</summary>
    public static readonly string Exited = nameof(Exited);

    /// <summary>Ended by itself and without error.</summary>
    public static readonly string Finished = nameof(Finished);

    /// <summary>Waits for other resources.</summary>
    public static readonly string Waiting = nameof(Waiting);

    /// <summary>Not started yet.</summary>
    public static readonly string NotStarted = nameof(NotStarted);

    /// <summary>A parameter without a value.</summary>
    public static readonly string ValueMissing = "Value missing";

    /// <summary>States of a resource that does not run any more.</summary>
    public static readonly IReadOnlyList<string> TerminalStates = [Finished, FailedToStart, Exited];
}
