namespace RechargeSync.AppHost.Demo;

/// <summary>What the demo needs to know of the topology.</summary>
internal sealed record DemoStage(EndpointReference Webhooks, EndpointReference Worker, EndpointReference Mock, EndpointReference Console, ParameterResource AccessToken);
