using System.Text.Json;
using System.Text.Json.Serialization;

namespace RechargeSync.Core.Recharge;

/// <summary>
/// A member that could not be read as expected, and was carried as text or left out: worth a look, and no reason to
/// hold the order up.
/// </summary>
/// <param name="Member">Its path within the order, such as <c>line_items[0].properties</c>.</param>
/// <param name="Problem">What is wrong with it, in words; never its value.</param>
internal sealed record Remark(string Member, string Problem);

/// <summary>Remarks as one text, for a column.</summary>
internal static class RemarkText
{
    /// <summary>Null where there is nothing to remark.</summary>
    public static string? Write(IReadOnlyList<Remark> remarks) =>
        remarks.Count == 0 ? null : JsonSerializer.Serialize(remarks, RemarkJson.Default.IReadOnlyListRemark);

    /// <summary>What was written; none for null.</summary>
    public static IReadOnlyList<Remark> Read(string? text) =>
        string.IsNullOrEmpty(text)
            ? []
            : JsonSerializer.Deserialize(text, RemarkJson.Default.IReadOnlyListRemark) ?? [];
}

/// <summary>Source-generated JSON of remarks.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<Remark>))]
internal sealed partial class RemarkJson : JsonSerializerContext;
