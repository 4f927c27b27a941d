using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace RechargeSync.AppHost.Startup;

/// <summary>Without this resource the system cannot start: where it fails, AppHost ends.</summary>
internal sealed class EssentialAnnotation : IResourceAnnotation;

/// <summary>
/// Says on AppHost's console which resource failed, with the last lines it printed. Aspire shows that in the dashboard
/// alone, and lets what waits for the resource wait for ever.
/// </summary>
/// <remarks>A resource is told of once, however often it is started again and fails.</remarks>
internal sealed class FailedResources(
    ResourceNotificationService notifications,
    ResourceLoggerService logs,
    IHostApplicationLifetime lifetime
) : LifecycleService
{
    // A stack trace of some depth, or the few lines of a service that refuses its configuration.
    private const int LastLines = 15;

    // How the orchestrator begins lines of its own among a program's.
    private const string OrchestratorMark = "[sys]";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    // A program that was told to stop (128 + SIGINT, SIGTERM), or ended by the orchestrator after it did not (SIGKILL).
    private static readonly int[] s_stopped = [130, 137, 143];

    private static readonly string[] s_ended =
    [
        KnownResourceStates.Finished,
        KnownResourceStates.Exited,
        KnownResourceStates.FailedToStart,
    ];

    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    /// <summary>The name of the essential resource that failed; null while none has.</summary>
    public string? FailedEssential { get; private set; }

    /// <summary>Begins to watch before the orchestrator starts, whose own start waits for what waits.</summary>
    public override Task StartingAsync(CancellationToken cancellationToken)
    {
        _ = WatchAsync(lifetime.ApplicationStopping);
        return Task.CompletedTask;
    }

    private async Task WatchAsync(CancellationToken stopping)
    {
        try
        {
            await foreach (var change in notifications.WatchAsync(stopping))
            {
                // What fails because an essential one has failed is no news.
                if (FailedEssential is null && HasFailed(change.Snapshot) && _told.Add(change.ResourceId))
                {
                    await TellAsync(change, stopping);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // AppHost stops: what ends now was told to.
        }
    }

    private static bool HasFailed(CustomResourceSnapshot snapshot) =>
        s_ended.Contains(snapshot.State?.Text, StringComparer.Ordinal)
        && (
            snapshot.ExitCode is { } code
                ? code != 0 && !s_stopped.Contains(code)
                : snapshot.State?.Text == KnownResourceStates.FailedToStart
        );

    private async Task TellAsync(ResourceEvent change, CancellationToken stopping)
    {
        var name = change.Resource.Name;
        var isEssential = change.Resource.Annotations.OfType<EssentialAnnotation>().Any();
        var ending = change.Snapshot.ExitCode is { } code
            ? string.Create(CultureInfo.InvariantCulture, $"ended with exit code {code}")
            : "could not be started";
        var consequence = isEssential ? ", and nothing can start without it: AppHost ends" : "";
        await Console.Error.WriteLineAsync($"'{name}' {ending}{consequence}. Its last lines:");
        try
        {
            foreach (var line in await LastLinesAsync(change.ResourceId, stopping))
            {
                await Console.Error.WriteLineAsync($"  | {line}");
            }
        }
        finally
        {
            if (isEssential)
            {
                FailedEssential = name;
                lifetime.StopApplication();
            }
        }
    }

    private async Task<IEnumerable<string>> LastLinesAsync(string resourceId, CancellationToken stopping)
    {
        var lines = new List<string>();
        using var deadline = new CancellationTokenSource(s_patience, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, deadline.Token);
        try
        {
            await foreach (var batch in logs.GetAllAsync(resourceId).WithCancellation(either.Token))
            {
                lines.AddRange(batch.SelectMany(entry => WithoutTime(entry.Content).Split('\n')));
            }
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            // What came so far has to do.
        }

        return lines
            .Select(line => line.TrimEnd())
            .Where(line => line.Length > 0 && !line.StartsWith(OrchestratorMark, StringComparison.Ordinal))
            .TakeLast(LastLines);
    }

    // Aspire puts the time in front of each entry.
    private static string WithoutTime(string content) =>
        content.Split(' ', 2) is [var time, var text]
        && DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, out _)
            ? text
            : content;
}

/// <summary>How a model says what must not fail.</summary>
internal static class FailedResourceExtensions
{
    /// <summary>Where this resource fails, AppHost says so and ends.</summary>
    public static IResourceBuilder<T> Essential<T>(this IResourceBuilder<T> resource)
        where T : IResource => resource.WithAnnotation(new EssentialAnnotation());

    /// <summary>Says on the console which resource failed.</summary>
    public static void AddFailedResources(this IDistributedApplicationBuilder builder)
    {
        builder.Services.AddSingleton<FailedResources>();
        builder.Services.AddHostedService(services => services.GetRequiredService<FailedResources>());
    }
}
