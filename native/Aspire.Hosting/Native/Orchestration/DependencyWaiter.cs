using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Native;

/// <summary>Holds a resource back until what it waits for is there.</summary>
internal sealed class DependencyWaiter(ResourceNotificationService notifications)
{
    private const string Dead = " (it is ";

    /// <summary>Waits for all dependencies of a resource.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="onWaiting">Told what is missing, and again when that cannot come by itself any more.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="DistributedApplicationException">A dependency died and nobody is going to start it again.</exception>
    public async Task WaitAsync(IResource resource, Action<string> onWaiting, CancellationToken cancellationToken)
    {
        var waits = resource.Annotations.OfType<WaitAnnotation>().ToList();
        if (waits.Count == 0)
        {
            return;
        }

        var told = "";
        await foreach (var _ in notifications.WatchAsync(cancellationToken))
        {
            var missing = waits.Where(w => !IsMet(w)).Select(Describe).Distinct(StringComparer.Ordinal).ToList();
            if (missing.Count == 0)
            {
                return;
            }

            var text = $"for {string.Join(", ", missing)}";
            var isNews = told.Length == 0 || text.Contains(Dead, StringComparison.Ordinal);
            if (isNews && !string.Equals(text, told, StringComparison.Ordinal))
            {
                told = text;
                onWaiting(text);
            }
        }
    }

    private bool IsMet(WaitAnnotation wait)
    {
        var snapshots = notifications.Current().Where(e => e.Resource == wait.Resource).Select(e => e.Snapshot).ToList();
        if (snapshots.Count == 0)
        {
            return false;
        }

        var isMet = wait.WaitType switch
        {
            WaitType.WaitForCompletion => snapshots.TrueForAll(s => s.ExitCode == wait.ExitCode),
            WaitType.WaitUntilStarted => snapshots.TrueForAll(s => s.HealthStatus is not null),
            _ => snapshots.TrueForAll(s => s.HealthStatus is HealthStatus.Healthy),
        };
        var dead = snapshots.Find(ResourceNotificationService.IsUnavailable);
        var stops = wait.WaitType is WaitType.WaitForCompletion
            || (wait.WaitBehavior ?? notifications.DefaultWaitBehavior) is WaitBehavior.StopOnResourceUnavailable;
        return isMet || dead is null || !stops
            ? isMet
            : throw new DistributedApplicationException($"'{wait.Resource.Name}', which it waits for, is {dead.State!.Text}. {dead.Detail}".TrimEnd());
    }

    private string Describe(WaitAnnotation wait)
    {
        var state = notifications.TryGetCurrentState(wait.Resource.Name, out var current) ? current.Snapshot.State?.Text : null;
        var goal = wait.WaitType is WaitType.WaitForCompletion ? "to complete" : wait.WaitType is WaitType.WaitUntilStarted ? "to start" : "to be healthy";
        return string.Equals(state, KnownResourceStates.Exited, StringComparison.Ordinal) || string.Equals(state, KnownResourceStates.FailedToStart, StringComparison.Ordinal)
            ? $"{wait.Resource.Name} {goal}{Dead}{state})"
            : $"{wait.Resource.Name} {goal}";
    }
}
