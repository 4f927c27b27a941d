using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Native;

/// <summary>Shows what the resources do.</summary>
internal interface IResourceOutput
{
    void Begin(IEnumerable<IResource> resources);

    /// <summary>What a person can have the resources do, one line each; shown once all are ready.</summary>
    void Offer(IReadOnlyList<string> commands);

    void State(ResourceEvent change);

    /// <summary>A line that a resource printed.</summary>
    void Line(string resource, string line, bool isNotable);

    /// <summary>A line of AppHost about a resource.</summary>
    void Note(string resource, string text);

    void End();
}
