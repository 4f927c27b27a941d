using System.Globalization;

namespace RechargeSync.AppHost.Tests.Platforms;

/// <summary>The processor time of resources, as Linux counts it in <c>/proc</c>.</summary>
internal sealed class ProcessorTime
{
    private const string ProcessId = "executable.pid";

    // USER_HZ, which is 100 on every architecture that .NET runs on.
    private const double TicksPerSecond = 100;

    private readonly List<(string Resource, int Process)> _processes = [];

    private ProcessorTime() { }

    /// <summary>Finds the processes of some resources, each replica among them.</summary>
    /// <param name="app">The application, which runs.</param>
    /// <param name="replicas">How many there are of each resource.</param>
    /// <param name="cancellationToken">Ends the wait for one that is missing.</param>
    public static async Task<ProcessorTime> OfAsync(
        DistributedApplication app,
        IReadOnlyDictionary<string, int> replicas,
        CancellationToken cancellationToken
    )
    {
        var found = new Dictionary<string, (string Resource, int Process)>(StringComparer.Ordinal);
        await foreach (var change in app.ResourceNotifications.WatchAsync(cancellationToken))
        {
            var process = change.Snapshot.Properties.FirstOrDefault(property => property.Name == ProcessId)?.Value;
            if (replicas.ContainsKey(change.Resource.Name) && process is not null)
            {
                found[change.ResourceId] = (
                    change.Resource.Name,
                    Convert.ToInt32(process, CultureInfo.InvariantCulture)
                );
            }

            if (replicas.All(of => found.Values.Count(one => one.Resource == of.Key) == of.Value))
            {
                break;
            }
        }

        var time = new ProcessorTime();
        time._processes.AddRange(found.Values);
        return time;
    }

    /// <summary>What has been used by now, in seconds, by whatever the resources have started too.</summary>
    public double Seconds(params IReadOnlyList<string> resources)
    {
        var all = Directory
            .GetDirectories("/proc")
            .Select(directory =>
                int.TryParse(Path.GetFileName(directory), CultureInfo.InvariantCulture, out var id) ? Look(id) : null
            )
            .OfType<Used>()
            .ToList();
        return _processes
                .Where(one => resources.Contains(one.Resource, StringComparer.Ordinal))
                .SelectMany(one => all.Where(used => used.Process == one.Process).Concat(Below(one.Process)))
                .Sum(used => used.Ticks) / TicksPerSecond;

        IEnumerable<Used> Below(int parent) =>
            all.Where(used => used.Parent == parent).SelectMany(used => Below(used.Process).Prepend(used));
    }

    private static Used? Look(int id)
    {
        try
        {
            // After the name, which may hold anything: state, parent, …; from the 14th field of all utime, stime, and
            // those of children that have ended.
            var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/stat"));
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return new Used(
                id,
                int.Parse(fields[1], CultureInfo.InvariantCulture),
                fields[11..15].Sum(field => long.Parse(field, CultureInfo.InvariantCulture))
            );
        }
        catch (IOException)
        {
            // It has ended since.
            return null;
        }
    }

    private sealed record Used(int Process, int Parent, long Ticks);
}
