using Npgsql;

namespace RechargeSync.Core.Storage.Sql;

/// <summary>What a statement that Postgres has refused leaves behind.</summary>
internal static class RefusedStatements
{
    /// <summary>True where Postgres refuses what was sent, and would refuse it again.</summary>
    public static bool IsRefusal(Exception exception) => exception is PostgresException { IsTransient: false };

    /// <summary>
    /// Runs a statement, and gives its connection up where Postgres refuses it. Npgsql 10.0.3 takes a statement that
    /// fails while it is being prepared for one that returns no rows. The next one like it on that connection, if it
    /// does return rows, then takes effect and commits, and throws a plain <see cref="Exception"/> all the same, which
    /// is no <see cref="NpgsqlException"/>: a success that looks like a failure of unknown cause (npgsql/npgsql#6391).
    /// </summary>
    /// <param name="database">The pool, which is emptied.</param>
    /// <param name="run">Opens a connection, and runs the statement.</param>
    /// <exception cref="PostgresException">Postgres has refused it.</exception>
    public static async Task<T> WithoutTracesAsync<T>(this NpgsqlDataSource database, Func<Task<T>> run)
    {
        try
        {
            return await run();
        }
        catch (PostgresException)
        {
            database.Clear();
            throw;
        }
    }
}
