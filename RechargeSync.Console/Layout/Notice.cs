namespace RechargeSync.Console.Components.Layout;

/// <summary>What became of an act, told once on the page that follows it.</summary>
/// <param name="IsProblem">True where it was not done.</param>
/// <param name="Text">In plain words.</param>
public sealed record Notice(bool IsProblem, string Text);
