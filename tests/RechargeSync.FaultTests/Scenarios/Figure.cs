namespace RechargeSync.FaultTests.Scenarios;

/// <summary>Something that a scenario measured in one run; it depends on the machine, so it decides no test.</summary>
/// <param name="Name">What it is, with its unit.</param>
/// <param name="Value">The value in that unit.</param>
internal sealed record Figure(string Name, double Value)
{
    public override string ToString() => FormattableString.Invariant($"{Name} {Value:0.##}");
}
