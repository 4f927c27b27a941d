using Npgsql;
using RechargeSync.Core.Storage.Sql;

namespace RechargeSync.Console.Listing;

/// <summary>Reads rows.</summary>
internal static class CommandExtensions
{
    public static async Task<List<T>> ReadAsync<T>(
        this NpgsqlCommand command,
        Func<RowReader, T> read,
        CancellationToken cancellationToken
    )
    {
        var rows = new List<T>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(read(new RowReader(reader)));
        }

        return rows;
    }

    public static ParameterList Values(this NpgsqlCommand command) => new(command.Parameters);
}
