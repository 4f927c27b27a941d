namespace RechargeSync.Core.Startup;

/// <summary>Looks at the surroundings before anything is accepted or worked on.</summary>
internal interface IStartupCheck
{
    /// <summary>What is dangerous and what to do about it; null where all is well.</summary>
    Task<string?> FindProblemAsync(CancellationToken cancellationToken);
}
