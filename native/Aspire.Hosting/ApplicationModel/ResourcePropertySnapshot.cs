namespace Aspire.Hosting.ApplicationModel;

/// <summary>One property of a resource at one time, such as <c>executable.pid</c>.</summary>
public sealed record ResourcePropertySnapshot(string Name, object? Value);
