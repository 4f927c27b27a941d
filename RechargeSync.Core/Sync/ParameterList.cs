using Npgsql;
using NpgsqlTypes;

namespace RechargeSync.Core.Sync;

/// <summary>Adds typed parameters to a command.</summary>
internal sealed class ParameterList(NpgsqlParameterCollection parameters)
{
    public void Add<T>(string name, T value) => parameters.Add(new NpgsqlParameter<T>(name, value));

    public void Optional(string name, NpgsqlDbType type, object? value) =>
        parameters.Add(new NpgsqlParameter(name, type) { Value = value ?? DBNull.Value });
}
