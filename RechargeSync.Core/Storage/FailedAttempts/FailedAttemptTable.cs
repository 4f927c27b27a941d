using NpgsqlTypes;
using RechargeSync.Core.Storage.Sql;

namespace RechargeSync.Core.Storage;

/// <summary>Table <c>failed_attempts</c>: rows are added by the recovery point of the row that failed.</summary>
internal static class FailedAttemptTable
{
    /// <summary>
    /// The part of a recovery point that adds them, for those of its CTE <c>saved</c> that held.
    /// </summary>
    public const string Add = """
        failed AS (
            INSERT INTO failed_attempts (store, resource_key, step, reason, status, detail, request_id, trace_parent)
            SELECT saved.store, saved.resource, f.step, f.reason, f.status, f.detail, f.request_id, f.trace_parent
            FROM unnest(
                    @failed_numbers, @failed_steps, @failed_reasons, @failed_statuses, @failed_details,
                    @failed_requests, @failed_traces)
                AS f (number, step, reason, status, detail, request_id, trace_parent)
            JOIN saved ON saved.number = f.number)
        """;

    /// <summary>The parameters of <see cref="Add"/>.</summary>
    /// <param name="parameters">Where to.</param>
    /// <param name="numbers">Which row of the recovery point each belongs to.</param>
    /// <param name="failures">The attempts, in the same order.</param>
    public static void Describe(this ParameterList parameters, long[] numbers, FailedAttemptRow[] failures)
    {
        parameters.Add("failed_numbers", numbers);
        parameters.Add("failed_steps", Array.ConvertAll(failures, failure => (short)failure.Step));
        parameters.Add("failed_reasons", Array.ConvertAll(failures, failure => failure.Reason));
        parameters.Array(
            "failed_statuses",
            NpgsqlDbType.Integer,
            Array.ConvertAll(failures, failure => failure.Status)
        );
        parameters.Array("failed_details", NpgsqlDbType.Text, Array.ConvertAll(failures, failure => failure.Detail));
        parameters.Array(
            "failed_requests",
            NpgsqlDbType.Text,
            Array.ConvertAll(failures, failure => failure.RequestId)
        );
        parameters.Array(
            "failed_traces",
            NpgsqlDbType.Text,
            Array.ConvertAll(failures, failure => failure.TraceParent)
        );
    }
}
