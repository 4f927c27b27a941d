using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace RechargeSync.Platforms.Conformance;

/// <summary>
/// The same tests once more as a process of its own, which places one order: it says when it is ready, and waits until
/// all are told to begin. Files in a folder of its own say so.
/// </summary>
internal sealed class OtherProcess : IAsyncDisposable
{
    private const string Variable = "RECHARGESYNC_CONFORMANCE_TASK";

    private const string Assignment = "task.json";

    private const string Ready = "ready";

    private const string Begin = "begin";

    private const string Answers = "answers";

    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(20);

    private readonly DirectoryInfo _folder;
    private readonly Process _process;
    private readonly Task<string> _output;

    private OtherProcess(DirectoryInfo folder, Process process)
    {
        (_folder, _process) = (folder, process);
        _output = process.StandardOutput.ReadToEndAsync();
    }

    /// <summary>Whether this process is the other one of somebody.</summary>
    public static bool IsThis => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 };

    /// <summary>Starts it, and waits until it is ready.</summary>
    /// <param name="tests">The class that is running.</param>
    /// <param name="platform">Where the order goes.</param>
    /// <param name="order">A plain one of <see cref="TestOrder"/>.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static async Task<OtherProcess> StartAsync(
        Type tests,
        IPlatformUnderTest platform,
        PlatformOrder order,
        CancellationToken cancellationToken
    )
    {
        var folder = Directory.CreateTempSubdirectory("rechargesync-conformance-");
        var task = new PlacingTask(
            new Dictionary<string, string?>(platform.Settings, StringComparer.OrdinalIgnoreCase),
            platform.Catalogue,
            long.Parse(order.RechargeOrderId, CultureInfo.InvariantCulture)
        );
        await File.WriteAllBytesAsync(
            Path.Combine(folder.FullName, Assignment),
            JsonSerializer.SerializeToUtf8Bytes(task, PlacingJson.Default.PlacingTask),
            cancellationToken
        );
        var other = new OtherProcess(folder, Process.Start(Start(tests, folder))!);
        await other.UntilThereAsync(Ready, cancellationToken);
        return other;
    }

    /// <summary>Has it place the order.</summary>
    public async Task PlaceAsync(CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, Begin), "", cancellationToken);
        await UntilThereAsync(Answers, cancellationToken);
    }

    /// <summary>What the other process does.</summary>
    public static async Task RunAsync(IPlatformUnderTest platform, int tries)
    {
        var folder = Environment.GetEnvironmentVariable(Variable)!;
        var task = JsonSerializer.Deserialize(
            await File.ReadAllBytesAsync(Path.Combine(folder, Assignment)),
            PlacingJson.Default.PlacingTask
        )!;
        var order = OutgoingOrder.Of(TestOrder.Of(task.Catalogue, task.Number));
        await using var store = TestStore.Open(platform, task.Settings);
        await File.WriteAllTextAsync(Path.Combine(folder, Ready), "");
        await UntilThereAsync(folder, Begin, () => false, CancellationToken.None);
        var answers = await Task.WhenAll(
            Enumerable.Range(0, tries).Select(_ => store.Platform.CreateAsync(order, CancellationToken.None))
        );
        var unfinished = Path.Combine(folder, Answers + ".new");
        await File.WriteAllLinesAsync(unfinished, answers.Select(answer => answer.ToString()));
        File.Move(unfinished, Path.Combine(folder, Answers));
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private static ProcessStartInfo Start(Type tests, DirectoryInfo folder)
    {
        var assembly = tests.Assembly.Location;
        var program = Path.ChangeExtension(assembly, OperatingSystem.IsWindows() ? ".exe" : null);
        var start = new ProcessStartInfo { RedirectStandardOutput = true, UseShellExecute = false };
        if (File.Exists(program))
        {
            start.FileName = program;
        }
        else
        {
            start.FileName = "dotnet";
            start.ArgumentList.Add(assembly);
        }

        start.ArgumentList.Add("-explicit");
        start.ArgumentList.Add("only");
        start.ArgumentList.Add("-method");
        start.ArgumentList.Add($"{tests.FullName}.Place_for_another_process");
        start.Environment[Variable] = folder.FullName;
        return start;
    }

    private async Task UntilThereAsync(string file, CancellationToken cancellationToken)
    {
        var isThere = await UntilThereAsync(_folder.FullName, file, () => _process.HasExited, cancellationToken);
        if (!isThere)
        {
            throw new InvalidOperationException($"The other process has ended: {await _output}");
        }
    }

    // False where it can come no more.
    private static async Task<bool> UntilThereAsync(
        string folder,
        string file,
        Func<bool> isOver,
        CancellationToken cancellationToken
    )
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(s_longest);
        while (true)
        {
            var wasOver = isOver();
            if (File.Exists(Path.Combine(folder, file)))
            {
                return true;
            }

            if (wasOver)
            {
                return false;
            }

            await Task.Delay(s_look, TimeProvider.System, patience.Token);
        }
    }
}

/// <summary>What another process is to place.</summary>
internal sealed record PlacingTask(Dictionary<string, string?> Settings, TestCatalogue Catalogue, long Number);

[JsonSerializable(typeof(PlacingTask))]
internal sealed partial class PlacingJson : JsonSerializerContext;
