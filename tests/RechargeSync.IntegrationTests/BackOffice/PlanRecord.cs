using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace RechargeSync.IntegrationTests.BackOffice;

/// <summary>Keeps the plans that Postgres tells of.</summary>
internal sealed class PlanRecord : DbCommandInterceptor
{
    private readonly ConcurrentQueue<string> _texts = new();

    public IReadOnlyCollection<string> Texts => _texts;

    public void Clear() => _texts.Clear();

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default
    )
    {
        var connection = (NpgsqlConnection)command.Connection!;
        connection.Notice -= Keep;
        connection.Notice += Keep;
        return new(result);
    }

    private void Keep(object sender, NpgsqlNoticeEventArgs notice)
    {
        if (notice.Notice.MessageText.Contains("plan:", StringComparison.Ordinal))
        {
            _texts.Enqueue(notice.Notice.MessageText);
        }
    }
}
