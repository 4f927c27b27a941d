using System.Data;
using Npgsql;

namespace RechargeSync.Core.Storage;

/// <summary>
/// Looks at the server behind each new connection, at the start and whenever it was away: a standby that recovers, or a
/// server that is read only, is as good as none; and one that does not wait for its disk would make every 200 a wish.
/// </summary>
internal sealed class ServerWatch
{
    /// <summary>What a new connection is asked.</summary>
    public const string Ask = """
        SELECT pg_is_in_recovery() AS recovers, current_setting('transaction_read_only') = 'on' AS read_only,
            current_setting('synchronous_commit') AS commits
        """;

    private int _opened;

    /// <summary>How many connections were opened so far.</summary>
    public int Opened => Volatile.Read(ref _opened);

    /// <summary>Refuses a connection to a server that must not be used.</summary>
    /// <exception cref="ServerRefusedException">The message says why, and what to do.</exception>
    public void Look(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand(Ask, connection);
        using var reader = command.ExecuteReader();
        reader.Read();
        Judge(reader);
    }

    /// <summary>The same.</summary>
    public async Task LookAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(Ask, connection);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        Judge(reader);
    }

    /// <summary>What is wrong with a server; null where nothing is.</summary>
    internal static string? Judge(bool recovers, bool isReadOnly, string commits) =>
        recovers ? "Postgres is a standby, or still recovers: connect to the primary (ConnectionStrings:syncdb)."
        : isReadOnly ? "Postgres is read only: end default_transaction_read_only for this server, database or role."
        : commits is "off" or "local" or "remote_write"
            ? $"synchronous_commit is {commits} for this session: a commit that was answered could be lost. Take it out "
                + "of the connection string's Options."
        : null;

    private void Judge(NpgsqlDataReader reader)
    {
        Interlocked.Increment(ref _opened);
        var (recovers, isReadOnly) = (reader.GetBoolean("recovers"), reader.GetBoolean("read_only"));
        if (Judge(recovers, isReadOnly, reader.GetString("commits")) is { } problem)
        {
            throw new ServerRefusedException(problem);
        }
    }
}

/// <summary>A server that must not be used; to whoever asks for a connection it is away.</summary>
internal sealed class ServerRefusedException(string message) : NpgsqlException(message);
