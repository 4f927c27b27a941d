namespace RechargeSync.AppHost.Demo;

/// <summary>What the demo needs to know of the topology.</summary>
/// <param name="Webhooks">Address of the ingress.</param>
/// <param name="Worker">Address of the worker.</param>
/// <param name="Mock">Address of the sandbox.</param>
/// <param name="Console">Address of the operators' console.</param>
/// <param name="AccessToken">The store's token at the sandbox.</param>
/// <param name="Dashboard">Link that opens Aspire's dashboard; null where there is none.</param>
internal sealed record DemoStage(
    EndpointReference Webhooks,
    EndpointReference Worker,
    EndpointReference Mock,
    EndpointReference Console,
    ParameterResource AccessToken,
    string? Dashboard
);
