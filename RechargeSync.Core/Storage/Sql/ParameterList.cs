using Npgsql;
using NpgsqlTypes;

namespace RechargeSync.Core.Storage.Sql;

/// <summary>Adds typed parameters to a command.</summary>
internal sealed class ParameterList(NpgsqlParameterCollection parameters)
{
    public void Add(NpgsqlParameter parameter) => parameters.Add(parameter);

    public void Add<T>(string name, T value) => parameters.Add(new NpgsqlParameter<T>(name, value));

    public void Optional(string name, NpgsqlDbType type, object? value) =>
        parameters.Add(new NpgsqlParameter(name, type) { Value = value ?? DBNull.Value });

    /// <summary>An array whose items may be null.</summary>
    public void Array(string name, NpgsqlDbType type, Array values) =>
        parameters.Add(new NpgsqlParameter(name, NpgsqlDbType.Array | type) { Value = values });
}
