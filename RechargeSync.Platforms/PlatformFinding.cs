using RechargeSync.Platforms.Calls;

namespace RechargeSync.Platforms;

/// <summary>How bad a finding is.</summary>
public enum FindingSeverity
{
    /// <summary>It is as it should be.</summary>
    Ok,

    /// <summary>Orders are placed, and some may not be as they should.</summary>
    Warning,

    /// <summary>Orders cannot be placed.</summary>
    Failed,
}

/// <summary>One thing that a check of a platform has found.</summary>
/// <param name="Severity">How bad it is.</param>
/// <param name="Code">
/// A short stable word in lower case with underscores, such as <c>region</c>; one finding each.
/// </param>
/// <param name="Message">A sentence that says what was found; no key and no token in it.</param>
/// <param name="NextAct">A sentence that says what to do; null where there is nothing to do.</param>
public sealed record PlatformFinding(FindingSeverity Severity, string Code, string Message, string? NextAct = null)
{
    /// <summary>Whether the platform answers, and takes the store's key.</summary>
    public const string Credentials = "credentials";

    /// <summary>As it should be.</summary>
    public static PlatformFinding Ok(string code, string message) => new(FindingSeverity.Ok, code, message);

    /// <summary>Orders are placed, and some may not be as they should.</summary>
    public static PlatformFinding Warning(string code, string message, string nextAct) =>
        new(FindingSeverity.Warning, code, message, nextAct);

    /// <summary>Orders cannot be placed.</summary>
    public static PlatformFinding Failed(string code, string message, string nextAct) =>
        new(FindingSeverity.Failed, code, message, nextAct);

    /// <summary>The platform could not be asked: why not, as a finding about <see cref="Credentials"/>.</summary>
    /// <param name="failure">How the first call of the check failed.</param>
    /// <param name="connection">Whose keys are named.</param>
    public static PlatformFinding Of(CallFailure failure, PlatformConnection connection) =>
        failure switch
        {
            { Status: 401 or 403 } => Failed(
                Credentials,
                "The platform refuses the key.",
                $"Correct {connection.Key}:ApiKey."
            ),
            { Reason: HttpOutcome.WrongAddress } => Failed(
                Credentials,
                "The platform does not know the address at which orders are looked up.",
                $"Correct {connection.Key}:BaseUrl."
            ),
            { Kind: CallFailureKind.Deferred } => Warning(
                Credentials,
                "The platform was not asked: it has as many calls at once as it may.",
                "Try again in a minute."
            ),
            { Status: { } status } => Failed(
                Credentials,
                $"The platform could not be asked: it answered {status} ({failure.Reason}).",
                "Try again; if it stays, ask who runs the platform."
            ),
            _ => Failed(
                Credentials,
                $"The platform could not be asked: there was no answer ({failure.Reason}).",
                $"Check {connection.Key}:BaseUrl, and the network."
            ),
        };
}
