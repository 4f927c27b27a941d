namespace RechargeSync.Platforms.Tests.Http;

/// <summary>The kind <c>http</c> against MockPlatform.</summary>
public sealed class SandboxConformance(RunningPlatform<Sandbox> running) : PlatformConformance<Sandbox>(running);
