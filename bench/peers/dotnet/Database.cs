using Npgsql;

namespace Peer;

internal static class Database
{
    /// <summary>A pool whose statements are prepared when they are first seen.</summary>
    public static NpgsqlDataSource Open(Settings settings, int connections)
    {
        var user = settings.Postgres.UserInfo.Split(':');
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = settings.Postgres.Host,
            Port = settings.Postgres.Port,
            Username = Uri.UnescapeDataString(user[0]),
            Password = user.Length > 1 ? Uri.UnescapeDataString(user[1]) : null,
            Database = settings.Postgres.AbsolutePath.TrimStart('/'),
            MaxPoolSize = connections,
            MinPoolSize = connections,
            Timeout = 5,
            CommandTimeout = 10,
            MaxAutoPrepare = 64,
            AutoPrepareMinUsages = 1,
            NoResetOnClose = true,
        };
        return new NpgsqlDataSourceBuilder(builder.ConnectionString).Build();
    }

    /// <summary>Waits for the database, so that no request is the first.</summary>
    public static async Task OpenAsync(NpgsqlDataSource database)
    {
        await using var probe = database.CreateCommand("SELECT 1");
        await probe.ExecuteScalarAsync();
    }

    public static NpgsqlParameter<T> Value<T>(T value) => new() { TypedValue = value };

    public static NpgsqlParameter Text(string? value) =>
        new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text };
}
