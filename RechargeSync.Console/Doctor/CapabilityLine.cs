using RechargeSync.Platforms;

namespace RechargeSync.Console.Doctor;

/// <summary>What a store's platform cannot do to a placed order, as a line of the doctor. Pure.</summary>
internal static class CapabilityLine
{
    // In the order in which they are told.
    private static readonly (PlatformCapabilities Change, string Name)[] s_changes =
    [
        (PlatformCapabilities.Lines, "lines"),
        (PlatformCapabilities.Prices, "prices"),
        (PlatformCapabilities.Addresses, "addresses"),
        (PlatformCapabilities.Country, "the country of an address"),
        (PlatformCapabilities.Email, "the e-mail address"),
        (PlatformCapabilities.Note, "the note"),
        (PlatformCapabilities.Tags, "tags"),
        (PlatformCapabilities.Attributes, "attributes"),
        (PlatformCapabilities.Customer, "the customer's names and phone"),
    ];

    /// <summary>Of which kind it is, and what waits for a person there. It is as it is: always well.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="capabilities">What its adapter says.</param>
    public static CheckResult Of(string kind, PlatformCapabilities capabilities)
    {
        string[] lacking = [.. s_changes.Where(one => !capabilities.HasFlag(one.Change)).Select(one => one.Name)];
        var changes =
            lacking is [] ? $"The platform ({kind}) can change all of a placed order."
            : lacking.Length == s_changes.Length
                ? $"The platform ({kind}) cannot change a placed order: updates wait for a person."
            : $"The platform ({kind}) cannot change {string.Join(", ", lacking)} of a placed order: such updates wait for "
                + "a person.";
        var ends = (
            capabilities.HasFlag(PlatformCapabilities.Cancel),
            capabilities.HasFlag(PlatformCapabilities.Refund)
        ) switch
        {
            (true, true) => "",
            (true, false) => " It cannot note a refund: refunds wait for a person.",
            (false, true) => " It cannot cancel an order: cancellations wait for a person.",
            _ => " It can neither cancel an order nor note a refund: both wait for a person.",
        };
        var carts = capabilities.HasFlag(PlatformCapabilities.Cart) ? "" : " It clears no carts.";
        return CheckResult.Ok(changes + ends + carts);
    }
}
