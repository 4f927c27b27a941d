using System.ComponentModel;
using System.Diagnostics;
using System.Reflection;
using System.Text.Json;

namespace RechargeSync.AppHost.Stores;

/// <summary>Docker or Podman, as Aspire sees them.</summary>
internal static class ContainerRuntime
{
    // A hundred times what it takes: a daemon that hangs must not keep AppHost from starting without it.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Whether containers would be started: the answer of Aspire's own orchestrator (<c>dcp info</c>, about 0.2 s), by
    /// which it would call a container <c>RuntimeUnhealthy</c>. A client without a daemon, or a socket that nobody
    /// serves, is not healthy.
    /// </summary>
    public static bool IsHealthy(IDistributedApplicationBuilder builder)
    {
        if (FindOrchestrator(builder) is not { } orchestrator)
        {
            return false;
        }

        var start = new ProcessStartInfo(orchestrator, ["info"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (builder.Configuration["ASPIRE_CONTAINER_RUNTIME"] is { Length: > 0 } runtime)
        {
            start.ArgumentList.Add("--container-runtime");
            start.ArgumentList.Add(runtime);
        }

        try
        {
            using var process = Process.Start(start)!;

            // Read all the same, or a long complaint would block it.
            process.ErrorDataReceived += static (_, _) => { };
            process.BeginErrorReadLine();
            var answer = process.StandardOutput.ReadToEndAsync();
            if (answer.Wait(s_patience))
            {
                return SaysHealthy(answer.Result);
            }

            process.Kill();
            return false;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    /// <summary>Judges what <c>dcp info</c> prints.</summary>
    internal static bool SaysHealthy(string info)
    {
        try
        {
            using var document = JsonDocument.Parse(info);
            return document.RootElement.TryGetProperty("containers", out var containers)
                && Says(containers, "installed")
                && Says(containers, "running");
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool Says(JsonElement element, string member) =>
        element.TryGetProperty(member, out var value) && value.ValueKind is JsonValueKind.True;

    private static string? FindOrchestrator(IDistributedApplicationBuilder builder) =>
        Environment.GetEnvironmentVariable("ASPIRE_DCP_PATH") is { Length: > 0 } directory
            ? Path.Combine(directory, OperatingSystem.IsWindows() ? "dcp.exe" : "dcp")
            : builder
                .AppHostAssembly?.GetCustomAttributes<AssemblyMetadataAttribute>()
                .FirstOrDefault(data => string.Equals(data.Key, "dcpclipath", StringComparison.OrdinalIgnoreCase))
                ?.Value;
}
