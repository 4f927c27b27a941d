using RechargeSync.Console.Doctor;
using RechargeSync.Platforms;

namespace RechargeSync.UnitTests.BackOffice;

/// <summary>What an adapter finds, as the doctor tells it.</summary>
public sealed class FindingLineTests
{
    [Fact]
    public void Credentials_are_the_platforms_own_line() =>
        Assert.Equal(
            new NamedResult("platform", new CheckResult("ok", "It knows the key.", Advice: null)),
            FindingLine.Of(PlatformFinding.Ok(PlatformFinding.Credentials, "It knows the key."))
        );

    [Theory]
    [InlineData(FindingSeverity.Warning, "warning")]
    [InlineData(FindingSeverity.Failed, "failed")]
    public void Other_finding_has_a_line_of_its_own_with_what_to_do(FindingSeverity severity, string status) =>
        Assert.Equal(
            new NamedResult("platform_region", new CheckResult(status, "It adds taxes.", "Switch them off.")),
            FindingLine.Of(new PlatformFinding(severity, "region", "It adds taxes.", "Switch them off."))
        );
}
