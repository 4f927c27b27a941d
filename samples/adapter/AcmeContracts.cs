using System.Text.Json.Serialization;

namespace Acme.Platform;

internal sealed record AcmeOrder(
    string Warehouse,
    string? Email,
    string? Note,
    decimal? Total,
    IReadOnlyList<AcmeLine> Lines
);

internal sealed record AcmeLine(string Sku, int Quantity, decimal? Price);

internal sealed record AcmeChange(string? Email, string? Note, decimal? Total);

internal sealed record AcmeIds(string? Id, string? Number);

internal sealed record AcmeProblem(string Code, string Text);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(AcmeOrder))]
[JsonSerializable(typeof(AcmeChange))]
[JsonSerializable(typeof(AcmeIds))]
[JsonSerializable(typeof(AcmeProblem))]
internal sealed partial class AcmeJson : JsonSerializerContext;
