namespace RechargeSync.Testing;

/// <summary>A request as it left: method and address, headers, body.</summary>
internal sealed record SeenRequest(string Line, IReadOnlyDictionary<string, string> Headers, string? Body);
