namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a resource waits for.</summary>
public enum WaitType
{
    /// <summary>The other resource is running and healthy.</summary>
    WaitUntilHealthy,

    /// <summary>The other resource has ended with the expected exit code.</summary>
    WaitForCompletion,

    /// <summary>The other resource is running.</summary>
    WaitUntilStarted,
}
