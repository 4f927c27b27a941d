using System.Globalization;
using Npgsql;
using RechargeSync.Core.Startup;

namespace RechargeSync.Core.Storage;

/// <summary>
/// A clock that is far off lets signatures look expired and makes every time in the console wrong. Leases do not depend
/// on it: they know the database's clock only.
/// </summary>
internal sealed class ClockCheck(NpgsqlDataSource database, TimeProvider clock) : IStartupCheck
{
    private static readonly TimeSpan s_tolerance = TimeSpan.FromMinutes(1);

    public async Task<string?> FindProblemAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT clock_timestamp()");
        var theirs = new DateTimeOffset((DateTime)(await command.ExecuteScalarAsync(cancellationToken))!);
        return Judge(clock.GetUtcNow(), theirs);
    }

    /// <summary>Judges two readings of the time.</summary>
    internal static string? Judge(DateTimeOffset ours, DateTimeOffset theirs)
    {
        var skew = (ours - theirs).Duration();
        return skew > s_tolerance
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"This machine's clock and the database's differ by {skew.TotalSeconds:0} seconds, "
                    + $"more than {s_tolerance.TotalSeconds:0}: synchronise both (NTP)."
            )
            : null;
    }
}
