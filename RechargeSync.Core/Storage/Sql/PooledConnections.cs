using Npgsql;

namespace RechargeSync.Core.Storage.Sql;

/// <summary>Connections that may have died in their pool.</summary>
internal static class PooledConnections
{
    /// <summary>
    /// Runs a statement, and once more over a new connection where the pool's turns out to be dead: a restart of
    /// Postgres leaves as many dead ones as there were. Only for what may be done twice.
    /// </summary>
    /// <param name="database">The pool, which is emptied then.</param>
    /// <param name="run">Opens a connection, and runs the statement.</param>
    /// <exception cref="NpgsqlException">Postgres is away, or did not answer in time.</exception>
    public static async Task<T> OverAnyConnectionAsync<T>(this NpgsqlDataSource database, Func<Task<T>> run)
    {
        try
        {
            return await run();
        }
        catch (NpgsqlException exception)
            when (exception is { IsTransient: true, InnerException: not TimeoutException })
        {
            database.Clear();
            return await run();
        }
    }
}
