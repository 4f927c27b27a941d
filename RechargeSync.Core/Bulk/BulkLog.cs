using Microsoft.Extensions.Logging;
using RechargeSync.Core.Storage;

namespace RechargeSync.Core.Bulk;

/// <summary>Messages 4200 to 4299.</summary>
internal static partial class BulkLog
{
    [LoggerMessage(
        4200,
        LogLevel.Information,
        "Job {JobId} of store {Store} ({Act}) is through: {Done} of {Total} rows were changed"
    )]
    public static partial void Done(this ILogger logger, long jobId, string store, BulkAct act, int done, int total);
}
