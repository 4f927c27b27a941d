namespace RechargeSync.Console.Cli.Fixtures;

/// <summary>What became of the webhooks that <c>trigger</c> sent: its JSON.</summary>
/// <param name="To">Where they went.</param>
/// <param name="Store">The store.</param>
/// <param name="Topic">The topic.</param>
/// <param name="Sent">How many were answered.</param>
/// <param name="Accepted">How many of them with 200.</param>
/// <param name="Deliveries">Each of them.</param>
internal sealed record TriggerReport(
    string To,
    string Store,
    string Topic,
    int Sent,
    int Accepted,
    IReadOnlyList<TriggeredDelivery> Deliveries
);
