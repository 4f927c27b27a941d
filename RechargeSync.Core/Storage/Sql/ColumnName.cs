using System.Globalization;
using System.Text;

namespace RechargeSync.Core.Storage.Sql;

/// <summary>How a property's column is called.</summary>
internal static class ColumnName
{
    /// <summary><c>ChargeId</c> is <c>charge_id</c>.</summary>
    public static string Of(string property)
    {
        var text = new StringBuilder(property.Length + 8);
        foreach (var letter in property)
        {
            if (char.IsAsciiLetterUpper(letter) && text.Length > 0)
            {
                text.Append('_');
            }

            text.Append(char.ToLower(letter, CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }
}
