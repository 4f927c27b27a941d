using Npgsql;

namespace RechargeSync.Core.Storage.Sql;

/// <summary>What a statement that Postgres has refused leaves behind.</summary>
internal static class RefusedStatements
{
    // Of SQLSTATE, its first two characters: a value that cannot be stored, a constraint, a limit of the program, and
    // what a trigger raises.
    private static readonly string[] s_classes = ["22", "23", "54", "P0"];

    /// <summary>
    /// True where Postgres refuses what stands in one row, and would refuse it again. What every other row would meet
    /// as well is none: a schema that is not migrated, a missing right, a standby, a statement that took too long.
    /// </summary>
    public static bool IsRefusal(Exception exception) =>
        exception is PostgresException { SqlState: { Length: 5 } state }
        && s_classes.Contains(state[..2], StringComparer.Ordinal);

    /// <summary>What Postgres said, without its detail, which quotes whole rows.</summary>
    public static string Describe(Exception refusal) =>
        refusal is PostgresException postgres ? $"{postgres.SqlState}: {postgres.MessageText}" : refusal.GetType().Name;

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
