namespace RechargeSync.Core.Admin.Contracts;

/// <summary>
/// Something that happened just now: the data of an event of <c>GET /admin/v1/live</c>. No personal data.
/// </summary>
/// <param name="Id">Names it; grows.</param>
/// <param name="At">When.</param>
/// <param name="Type"><c>delivery</c>, <c>order</c>, <c>failure</c>, <c>act</c> or <c>unstored</c>.</param>
/// <param name="Store">The store's name; empty where it concerns none.</param>
/// <param name="Resource">
/// <c>order/{id}</c>, <c>checkout/{token}</c> or <c>delivery/{id}</c>; empty where there is none.
/// </param>
/// <param name="Outcome"><c>ok</c>, <c>info</c>, <c>warning</c> or <c>failed</c>.</param>
/// <param name="Text">What happened, in plain words.</param>
/// <param name="TraceId">Its trace.</param>
public sealed record LiveEvent(
    string Id,
    DateTimeOffset At,
    string Type,
    string Store,
    string Resource,
    string Outcome,
    string Text,
    string? TraceId
);
