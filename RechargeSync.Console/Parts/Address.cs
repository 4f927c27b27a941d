using System.Globalization;
using System.Text;

namespace RechargeSync.Console.Parts;

/// <summary>An address of a page with its query; what is empty is left out.</summary>
/// <param name="path">The path, each of its parts encoded already.</param>
internal sealed class Address(string path)
{
    private readonly StringBuilder _text = new(path);
    private char _mark = '?';

    public Address With(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            _text.Append(_mark).Append(name).Append('=').Append(Uri.EscapeDataString(value));
            _mark = '&';
        }

        return this;
    }

    /// <summary>The page of an order.</summary>
    public static string Order(string store, long orderId) =>
        $"/orders/{Uri.EscapeDataString(store)}/{Display.Id(orderId)}";

    /// <summary>
    /// The page of what an API resource names, <c>order/1</c> or <c>delivery/1</c>; null where it has none.
    /// </summary>
    public static string? Resource(string store, string resource) =>
        resource.Split('/', 2) switch
        {
            ["order", var id] when IsNumber(id, out var number) => Order(store, number),
            ["delivery", var id] when IsNumber(id, out var number) => "/deliveries/" + Display.Id(number),
            _ => null,
        };

    public override string ToString() => _text.ToString();

    private static bool IsNumber(string text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
