namespace RechargeSync.Core.Admin.Contracts;

/// <summary>An error's body, problem+json.</summary>
/// <param name="Type">A link that explains the kind of problem.</param>
/// <param name="Title">The kind of problem.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What to do.</param>
public sealed record AdminProblem(string? Type, string? Title, int? Status, string? Detail);
