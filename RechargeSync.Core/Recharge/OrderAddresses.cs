using System.Text.Json;

namespace RechargeSync.Core.Recharge;

/// <summary>Postal addresses of an order, with the country in one form whatever the version.</summary>
internal static class OrderAddresses
{
    private static readonly RechargeAddress s_empty = new();

    /// <summary>Null where there is none, or one without contents.</summary>
    public static RechargeAddress? Read(LenientJson json, string name)
    {
        // An address in one line is carried in one line.
        if (json.Member(name) is { Kind: JsonValueKind.String } && json.ExternalId(name) is { } line)
        {
            json.Document.Remark(
                json.Document.Find(json.Index, name),
                "is a text, carried as the address's first line"
            );
            return new RechargeAddress { Address1 = line };
        }

        if (json.Object(name) is not { } address)
        {
            return null;
        }

        var (country, countryName) = Country(address);
        var read = new RechargeAddress
        {
            FirstName = address.Text("first_name"),
            LastName = address.Text("last_name"),
            Company = address.Text("company"),
            Address1 = address.Text("address1"),
            Address2 = address.Text("address2"),
            City = address.Text("city"),
            Province = address.Text("province"),
            Zip = address.Text("zip"),
            Country = country,
            CountryName = countryName,
            Phone = address.Text("phone"),
        };
        return read == s_empty ? null : read;
    }

    private static (string? Code, string? Name) Country(LenientJson address)
    {
        var member = address.Text("country_code") is null ? "country" : "country_code";
        if (address.Text(member) is not { } sent)
        {
            return (null, null);
        }

        if (Countries.Find(sent) is { } country)
        {
            return (country.Code, country.Name);
        }

        address.Document.Remark(
            address.Document.Find(address.Index, member),
            "is no country that we know, carried as it is"
        );
        return (sent, null);
    }
}
