using System.Runtime.CompilerServices;
using Microsoft.Extensions.Hosting;

namespace RechargeSync.Core.Storage;

/// <summary>
/// Makes the inbox's statements before the service listens. They take a part of a second, since EF's model is built for
/// them: the first delivery must not wait for it.
/// </summary>
internal sealed class StatementsAtStart : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        RuntimeHelpers.RunClassConstructor(typeof(InboxTable).TypeHandle);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
