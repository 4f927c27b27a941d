using Npgsql;
using RechargeSync.Core.Startup;

namespace RechargeSync.Core.Storage;

/// <summary>Refuses to start over a server that <see cref="ServerWatch"/> refuses.</summary>
internal sealed class ServerCheck(NpgsqlDataSource database) : IStartupCheck
{
    public async Task<string?> FindProblemAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            return null;
        }
        catch (ServerRefusedException exception)
        {
            return exception.Message;
        }
    }
}
