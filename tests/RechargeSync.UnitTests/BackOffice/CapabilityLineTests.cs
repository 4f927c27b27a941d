using RechargeSync.Console.Doctor;
using RechargeSync.Platforms;

namespace RechargeSync.UnitTests.BackOffice;

/// <summary>What a platform cannot do to a placed order, as the doctor tells it.</summary>
public sealed class CapabilityLineTests
{
    private const PlatformCapabilities Ends =
        PlatformCapabilities.Cancel | PlatformCapabilities.Refund | PlatformCapabilities.Cart;

    public static TheoryData<PlatformCapabilities, string> Cases =>
        new()
        {
            { PlatformCapabilities.EveryChange | Ends, "The platform (acme) can change all of a placed order." },
            {
                (PlatformCapabilities.EveryChange & ~(PlatformCapabilities.Lines | PlatformCapabilities.Prices)) | Ends,
                "The platform (acme) cannot change lines, prices of a placed order: such updates wait for a person."
            },
            {
                (PlatformCapabilities.EveryChange | Ends)
                    & ~(PlatformCapabilities.Country | PlatformCapabilities.Refund | PlatformCapabilities.Cart),
                "The platform (acme) cannot change the country of an address of a placed order: such updates wait for a "
                    + "person. It cannot note a refund: refunds wait for a person. It clears no carts."
            },
            {
                PlatformCapabilities.EveryChange | (Ends & ~PlatformCapabilities.Cancel),
                "The platform (acme) can change all of a placed order. It cannot cancel an order: cancellations wait for "
                    + "a person."
            },
            {
                PlatformCapabilities.None,
                "The platform (acme) cannot change a placed order: updates wait for a person. It can neither cancel an "
                    + "order nor note a refund: both wait for a person. It clears no carts."
            },
        };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Line_names_what_waits_for_a_person(PlatformCapabilities capabilities, string line) =>
        Assert.Equal(new CheckResult("ok", line, Advice: null), CapabilityLine.Of("acme", capabilities));

    [Fact]
    public void Line_tells_of_every_change_there_is()
    {
        var all = Enum.GetValues<PlatformCapabilities>()
            .Where(one => int.IsPow2((int)one) && PlatformCapabilities.EveryChange.HasFlag(one));

        Assert.All(
            all,
            change => Assert.Contains(
                "cannot change ",
                CapabilityLine.Of("acme", (PlatformCapabilities)(-1) & ~change).Message,
                StringComparison.Ordinal
            )
        );
    }
}
