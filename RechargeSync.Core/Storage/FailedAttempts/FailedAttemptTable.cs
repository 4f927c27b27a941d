using System.Globalization;
using NpgsqlTypes;
using RechargeSync.Core.Storage.Sql;

namespace RechargeSync.Core.Storage;

/// <summary>Table <c>failed_attempts</c>: rows are added by the recovery point of the row that failed.</summary>
internal static class FailedAttemptTable
{
    /// <summary>Attempts of one row that are kept: the first one, which tells how it began, and the newest.</summary>
    public const int MostKept = 20;

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

    /// <summary>
    /// The part that takes away what is between the first of a row's attempts and the newest. A statement does not see
    /// what it adds.
    /// </summary>
    public static readonly string Forget = string.Create(
        CultureInfo.InvariantCulture,
        $"""
        forgotten AS (
            DELETE FROM failed_attempts WHERE id IN (
                SELECT middle.id
                FROM unnest(@failed_numbers) AS f (number)
                JOIN saved ON saved.number = f.number
                CROSS JOIN LATERAL (
                    SELECT known.id, min(known.id) OVER () AS first
                    FROM failed_attempts AS known
                    WHERE known.store = saved.store AND known.resource_key = saved.resource
                    ORDER BY known.id DESC OFFSET {MostKept - 2}) AS middle
                WHERE middle.id > middle.first))
        """
    );

    /// <summary>What the other side said is gone; that and why the attempt failed stays.</summary>
    public const string Erase = "detail = NULL";

    /// <summary>Deletes the oldest that have had their time; reads no more than it may delete.</summary>
    public const string DeleteOld = """
        DELETE FROM failed_attempts WHERE id IN (
            SELECT id FROM (SELECT id, failed_at FROM failed_attempts ORDER BY id LIMIT @limit) AS oldest
            WHERE failed_at < now() - @age)
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
