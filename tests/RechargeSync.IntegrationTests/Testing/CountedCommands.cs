using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace RechargeSync.IntegrationTests.Testing;

/// <summary>Counts how often statements that hold a text are sent.</summary>
internal sealed class CountedCommands(string text) : DbCommandInterceptor
{
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    )
    {
        if (command.CommandText.Contains(text, StringComparison.Ordinal))
        {
            Interlocked.Increment(ref _count);
        }

        return new(result);
    }
}
