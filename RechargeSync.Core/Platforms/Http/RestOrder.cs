using System.Text.Json.Serialization;

namespace RechargeSync.Core.Platforms.Http;

/// <summary>An order as the reference API answers it.</summary>
internal sealed record RestOrder(string? Id, string? Number, string? Reference)
{
    [JsonIgnore]
    public PlatformIds? Ids =>
        string.IsNullOrEmpty(Id) ? null : new PlatformIds(Id, string.IsNullOrEmpty(Number) ? Id : Number);
}
