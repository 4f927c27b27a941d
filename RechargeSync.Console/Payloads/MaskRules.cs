using System.Text.RegularExpressions;

namespace RechargeSync.Console.Payloads;

/// <summary>Which members may be shown. Pure.</summary>
internal static partial class MaskRules
{
    private const int LongestName = 64;

    private static readonly HashSet<string> s_persons = new(StringComparer.OrdinalIgnoreCase)
    {
        "customer",
        "address",
        "addresses",
        "billing_address",
        "shipping_address",
        "default_address",
        "client_details",
        "payment_details",
        "recipient",
        "gift",
        "contact",
    };

    private static readonly HashSet<string> s_freeText = new(StringComparer.OrdinalIgnoreCase)
    {
        "note_attributes",
        "properties",
        "order_attributes",
        "attributes",
        "custom_attributes",
        "metafields",
        "analytics_data",
    };

    private static readonly HashSet<string> s_personalNumbers = new(StringComparer.OrdinalIgnoreCase)
    {
        "phone",
        "zip",
        "postal_code",
        "latitude",
        "longitude",
        "fax",
        "mobile",
        "tax_number",
        "vat_number",
        "age",
        "last_4",
        "last4",
    };

    // Parts of names that tell of a birth, and whole names that end like an id and are a person's own number.
    private static readonly string[] s_birth = ["birth", "dob", "born"];

    private static readonly HashSet<string> s_personalIds = new(StringComparer.OrdinalIgnoreCase)
    {
        "tax_id",
        "vat_id",
        "national_id",
        "personal_id",
        "passport_id",
        "government_id",
        "driver_license_id",
        "social_security_id",
        "fiscal_id",
        "identity_id",
        "device_id",
        "facebook_id",
        "google_id",
        "apple_id",
    };

    private static readonly HashSet<string> s_plain = new(StringComparer.OrdinalIgnoreCase)
    {
        "id",
        "sku",
        "status",
        "type",
        "kind",
        "currency",
        "presentment_currency",
        "topic",
        "version",
        "token",
        "code",
        "reason",
        "error_type",
        "ecommerce",
        "processor_name",
        "payment_processor",
        "payment_processor_name",
        "order_interval_unit",
        "charge_interval_unit",
        "weight_unit",
        "date",
        "vendor",
        "handle",
        "reference",
        "event",
        "resource",
    };

    private static readonly HashSet<string> s_titles = new(StringComparer.OrdinalIgnoreCase)
    {
        "title",
        "product_title",
        "variant_title",
        "message",
        "detail",
        "error",
        "errors",
    };

    /// <summary>Whether what stands below this member is about a person.</summary>
    public static bool IsAboutPerson(string name) => s_persons.Contains(name);

    /// <summary>Whether what stands below this member was typed by somebody.</summary>
    public static bool HoldsFreeText(string name) => s_freeText.Contains(name);

    /// <summary>Whether a member's own name may tell of a person.</summary>
    public static bool IsPersonalName(string name) =>
        name.Length > LongestName || name.Contains('@', StringComparison.Ordinal);

    /// <summary>Whether a number may be shown.</summary>
    public static bool MayShowNumber(MaskContext context) =>
        IsId(context.Name) || !(context.IsPersonal || context.IsNamedValue || IsPersonsOwn(context.Name));

    /// <summary>Whether a text may be shown.</summary>
    public static bool MayShow(MaskContext context, string text)
    {
        if (text.Length == 0)
        {
            return true;
        }

        if (context.IsNamedValue)
        {
            return context.Name is "name" or "key" && Word().IsMatch(text);
        }

        if (IsId(context.Name))
        {
            return IdText().IsMatch(text);
        }

        // Of a date about a person only when something was done with it may be shown: created_at, and no birthday.
        return context.IsPersonal || IsPersonsOwn(context.Name)
            ? context.Name.EndsWith("_at", StringComparison.OrdinalIgnoreCase)
                && !IsPersonsOwn(context.Name)
                && Date().IsMatch(text)
            : Date().IsMatch(text) || MayShowPlain(context.Name, text);
    }

    private static bool IsPersonsOwn(string name) =>
        s_personalNumbers.Contains(name)
        || s_personalIds.Contains(name)
        || Array.Exists(s_birth, part => name.Contains(part, StringComparison.OrdinalIgnoreCase));

    private static bool MayShowPlain(string name, string text) =>
        Amount().IsMatch(text)
        || (
            s_plain.Contains(name)
            || name.EndsWith("_status", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith("_type", StringComparison.OrdinalIgnoreCase)
        ) && Word().IsMatch(text)
        || s_titles.Contains(name) && text == TextMask.Mask(text);

    private static bool IsId(string name) =>
        !s_personalIds.Contains(name)
        && (
            string.Equals(name, "id", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith("_id", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith("_ids", StringComparison.OrdinalIgnoreCase)
            || string.Equals(name, "ecommerce", StringComparison.OrdinalIgnoreCase)
        );

    [GeneratedRegex(@"^[A-Za-z0-9_\-:.#/=]{1,100}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex IdText();

    [GeneratedRegex(@"^[^@<>]{1,100}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();

    [GeneratedRegex(
        @"^[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9:.]{5,18}(?:Z|[+\-][0-9:]{4,6})?)?\z",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Date();

    [GeneratedRegex(@"^-?[0-9]{1,9}\.[0-9]{1,4}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Amount();
}
