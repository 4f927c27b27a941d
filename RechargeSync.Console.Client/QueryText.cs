using System.Globalization;
using System.Text;

namespace RechargeSync.Console.Client;

/// <summary>Builds a query string; what is null is left out.</summary>
internal sealed class QueryText(string path)
{
    private readonly StringBuilder _text = new(path);
    private char _mark = '?';

    public QueryText Add(string name, string? value)
    {
        if (value is not null)
        {
            _text.Append(_mark).Append(name).Append('=').Append(Uri.EscapeDataString(value));
            _mark = '&';
        }

        return this;
    }

    public QueryText Add(string name, long? value) => Add(name, value?.ToString(CultureInfo.InvariantCulture));

    public override string ToString() => _text.ToString();
}
