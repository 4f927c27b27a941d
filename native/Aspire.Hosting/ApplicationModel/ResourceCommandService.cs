using Aspire.Hosting.Native;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Starts, stops and restarts resources by hand, and carries out the commands that they offer.</summary>
public class ResourceCommandService
{
    private readonly Orchestrator _orchestrator;

    internal ResourceCommandService(Orchestrator orchestrator) => _orchestrator = orchestrator;

    /// <summary>Carries out a command on one instance.</summary>
    /// <param name="resourceId">Id of an instance, or the name of a resource that has only one.</param>
    /// <param name="commandName">See <see cref="KnownResourceCommands"/>, or the name of one of its own.</param>
    /// <param name="cancellationToken">Stops waiting for the outcome.</param>
    public async Task<ExecuteCommandResult> ExecuteCommandAsync(string resourceId, string commandName, CancellationToken cancellationToken = default)
    {
        var instances = _orchestrator.Find(resourceId);
        return instances.Count == 1
            ? await ExecuteAsync(instances[0], commandName, cancellationToken)
            : new ExecuteCommandResult { Success = false, Message = $"Resource '{resourceId}' not found." };
    }

    /// <summary>Carries out a command on all instances of a resource.</summary>
    public async Task<ExecuteCommandResult> ExecuteCommandAsync(IResource resource, string commandName, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(resource);
        var results = await Task.WhenAll(_orchestrator.Find(resource.Name).Select(i => ExecuteAsync(i, commandName, cancellationToken)));
        return results.FirstOrDefault(r => !r.Success) ?? new ExecuteCommandResult { Success = true };
    }

    private static async Task<ExecuteCommandResult> ExecuteAsync(ProcessInstance instance, string commandName, CancellationToken cancellationToken)
    {
        switch (commandName)
        {
            case "start":
                await instance.StartAsync(cancellationToken);
                break;
            case "stop":
                await instance.StopAsync(cancellationToken);
                break;
            case "restart":
                await instance.StopAsync(cancellationToken);
                await instance.StartAsync(cancellationToken);
                break;
            default:
                if (instance.Resource.Annotations.OfType<ResourceCommandAnnotation>().FirstOrDefault(c => string.Equals(c.Name, commandName, StringComparison.Ordinal)) is { } command)
                {
                    return await HttpCommands.ExecuteAsync(command, cancellationToken);
                }

                return new ExecuteCommandResult
                {
                    Success = false,
                    Message = $"Command '{commandName}' not available for resource '{instance.Resource.Name}'.",
                };
        }

        return new ExecuteCommandResult { Success = true };
    }
}
