using System.Net;

namespace RechargeSync.AppHost.Tests.Driving;

/// <summary>How the ingress answered.</summary>
internal sealed record Receipt(HttpStatusCode Status, string? Verdict, string Body);
