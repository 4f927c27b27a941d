using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using RechargeSync.Core.Hosting;

namespace RechargeSync.Core.Storage;

/// <summary>
/// Holds this worker's name, so that no other one runs under it: whoever starts under a name takes up what was held
/// under it before. An advisory lock on a connection of its own, which ends with the process, however that ends; where
/// the machine ends with it, some half a minute later.
/// </summary>
internal sealed class WorkerNameLock(NpgsqlDataSource database, WorkerName worker) : IAsyncDisposable
{
    private const string Take = "SELECT pg_try_advisory_lock(@key)";

    // Postgres asks after a client that says nothing, which a machine that is gone cannot answer.
    private const string KeepAlive =
        "SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3";

    // Seconds. The lock ends with the session anyway: a stop waits for no Postgres that hangs.
    private const int ReleaseTimeout = 2;

    private readonly SemaphoreSlim _gate = new(1);
    private readonly long _key = BinaryPrimitives.ReadInt64BigEndian(
        SHA256.HashData(Encoding.UTF8.GetBytes($"rechargesync worker {worker.Value}"))
    );

    private NpgsqlConnection? _held;

    /// <summary>What to do where another worker has the name.</summary>
    public string Problem =>
        $"Another worker runs under the name {worker.Value}: give each one its own Streams:Consumer, or leave it empty.";

    /// <summary>Takes the name where it is free, or still holds it; false where another worker has it.</summary>
    public async Task<bool> TryHoldAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_held is { } held)
            {
                if (await IsAliveAsync(held, cancellationToken))
                {
                    return true;
                }

                _held = null;
                await held.DisposeAsync();
            }

            _held = await TakeAsync(cancellationToken);
            return _held is not null;
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_held is { } held)
        {
            _held = null;

            // A connection that goes back to its pool keeps its locks.
            await ReleaseAsync(held);
        }

        _gate.Dispose();
    }

    private async Task<NpgsqlConnection?> TakeAsync(CancellationToken cancellationToken)
    {
        var connection = await database.OpenConnectionAsync(cancellationToken);
        try
        {
            await using (var keepAlive = new NpgsqlCommand(KeepAlive, connection))
            {
                await keepAlive.ExecuteNonQueryAsync(cancellationToken);
            }

            await using var take = new NpgsqlCommand(Take, connection);
            take.Parameters.Add(new NpgsqlParameter<long>("key", _key));
            if ((bool)(await take.ExecuteScalarAsync(cancellationToken))!)
            {
                return connection;
            }
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        await connection.DisposeAsync();
        return null;
    }

    private static async Task<bool> IsAliveAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = new NpgsqlCommand("SELECT 1", connection);
            return await command.ExecuteScalarAsync(cancellationToken) is 1;
        }
        catch (Exception exception) when (IsOfTheConnection(exception))
        {
            return false;
        }
    }

    private static async Task ReleaseAsync(NpgsqlConnection connection)
    {
        try
        {
            await using var release = new NpgsqlCommand("SELECT pg_advisory_unlock_all()", connection);
            release.CommandTimeout = ReleaseTimeout;
            await release.ExecuteNonQueryAsync();
        }
        catch (Exception exception) when (IsOfTheConnection(exception))
        {
            // It ended with the session.
        }

        await connection.DisposeAsync();
    }

    // A look that was broken off may have closed its connection; to ask over that one is an invalid operation.
    private static bool IsOfTheConnection(Exception exception) =>
        exception is NpgsqlException or InvalidOperationException;
}
