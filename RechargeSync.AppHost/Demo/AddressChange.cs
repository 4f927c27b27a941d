namespace RechargeSync.AppHost.Demo;

/// <summary>A change of where an order goes: <c>PUT /orders/{id}</c> at Recharge.</summary>
internal sealed record AddressChange(AddressChange.Address ShippingAddress)
{
    /// <summary>An invented address.</summary>
    internal sealed record Address(
        string FirstName,
        string LastName,
        string Address1,
        string City,
        string Province,
        string Zip,
        string CountryCode,
        string Phone
    );
}
