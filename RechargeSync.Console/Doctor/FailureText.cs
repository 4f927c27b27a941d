using RechargeSync.Platforms.Calls;

namespace RechargeSync.Console.Doctor;

/// <summary>A failed call in plain words, with what to do.</summary>
internal static class FailureText
{
    public static string Of(CallFailure failure) =>
        failure switch
        {
            { Status: 401 } => "401: the token or key is wrong. Correct it in the configuration.",
            { Status: 403 } => "403: the token lacks a scope. Give it the scopes of docs/configuration.md at Recharge.",
            { Status: { } status } =>
                $"It answered {status} ({failure.Reason}). Try again; if it stays, ask the other side.",
            { Kind: CallFailureKind.Deferred } => "The rate limit leaves no room now. Try again in a minute.",
            _ => $"There was no answer ({failure.Reason}). Check the address in the configuration, and the network.",
        };
}
