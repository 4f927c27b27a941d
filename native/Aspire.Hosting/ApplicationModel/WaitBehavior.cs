namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a wait does when the other resource dies.</summary>
public enum WaitBehavior
{
    /// <summary>Goes on waiting: somebody may start it again.</summary>
    WaitOnResourceUnavailable,

    /// <summary>Stops with an exception.</summary>
    StopOnResourceUnavailable,
}
