namespace RechargeSync.Platforms.Vendure;

/// <summary>How orders come into a Vendure shop.</summary>
public enum VendureMode
{
    /// <summary><see cref="Plugin"/> where the shop has the plugin's mutations, else <see cref="Calls"/>.</summary>
    Auto,

    /// <summary>By the plugin of samples/vendure: one call and one transaction for each order.</summary>
    Plugin,

    /// <summary>
    /// By Vendure's own mutations, several for each order, with a look before each attempt. The shop still needs the
    /// plugin's custom fields and strategies.
    /// </summary>
    Calls,
}

/// <summary>Options of the kind <c>vendure</c>: section <c>Stores:{store}:Platform:Vendure</c>.</summary>
public sealed class VendureOptions : IPlatformOptions
{
    /// <summary>
    /// User name of an administrator, whose session is kept; empty where <c>Platform:ApiKey</c> is given.
    /// </summary>
    /// <remarks>An API key costs the shop 300 to 400 ms for each call, a session about 15.</remarks>
    public string Username { get; set; } = "";

    /// <summary>His password.</summary>
    public string Password { get; set; } = "";

    /// <summary>Token of the channel that gets the orders; empty is the default channel.</summary>
    public string ChannelToken { get; set; } = "";

    /// <summary>Code of the shipping method that carries the price paid. Default <c>recharge</c>.</summary>
    public string ShippingMethod { get; set; } = "recharge";

    /// <summary>
    /// What the payment of an order is called. No payment method of that code has to exist. Default <c>recharge</c>.
    /// </summary>
    public string PaymentMethod { get; set; } = "recharge";

    /// <summary>Path of the admin API below <c>Platform:BaseUrl</c>. Default <c>admin-api</c>.</summary>
    public string AdminApiPath { get; set; } = "admin-api";

    /// <summary>How orders come in. Default <see cref="VendureMode.Auto"/>.</summary>
    public VendureMode Mode { get; set; }

    /// <inheritdoc/>
    public IEnumerable<string> Problems(string key, PlatformConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        var hasUser = Username.Length > 0;
        var hasKey = connection.ApiKey.Length > 0;
        if (hasUser == hasKey)
        {
            yield return hasUser
                ? $"{key}:Username and {connection.Key}:ApiKey are both given: keep one of them."
                : $"{key}:Username is empty: give that of an administrator, or an API key as {connection.Key}:ApiKey.";
        }

        if (hasUser && Password.Length == 0)
        {
            yield return $"{key}:Password is empty: give the password of {key}:Username.";
        }

        if (ShippingMethod.Length == 0)
        {
            yield return $"{key}:ShippingMethod is empty: give the code of the shipping method for paid orders.";
        }

        if (PaymentMethod.Length == 0)
        {
            yield return $"{key}:PaymentMethod is empty: give what payments are to be called.";
        }

        if (AdminApiPath.Length == 0 || AdminApiPath.Contains('?', StringComparison.Ordinal))
        {
            yield return $"{key}:AdminApiPath is '{AdminApiPath}': give the path of the admin API.";
        }

        if (!Enum.IsDefined(Mode))
        {
            yield return $"{key}:Mode is '{Mode}': give Auto, Plugin or Calls.";
        }
    }

    /// <summary>Prints no password.</summary>
    public override string ToString() => "[Vendure options]";
}
