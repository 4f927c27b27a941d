using Npgsql;

namespace RechargeSync.Core.Storage;

/// <summary>What a statement that Postgres has refused leaves behind.</summary>
internal static class RefusedStatements
{
    /// <summary>
    /// Runs a statement, and gives its connection up where Postgres refuses it: a statement that fails while Npgsql prepares it stays half prepared,
    /// and the next one like it on that connection then fails for no fault of its own (npgsql/npgsql#6391).
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
