namespace RechargeSync.Core.Storage.Sql;

/// <summary>
/// Stored numbers as statements write them. Literals and no parameters: the planner takes a partial index only where
/// it sees the number.
/// </summary>
internal static class Literals
{
    public static string Sql(this WorkState state) => state.ToString("D");

    public static string Sql(this WorkStep step) => step.ToString("D");

    public static string Sql(this DeliveryState state) => state.ToString("D");

    public static string Sql(this ReconciliationJob job) => job.ToString("D");

    public static string Sql(this BulkAct act) => act.ToString("D");

    public static string Sql(this RunCause cause) => cause.ToString("D");

    public static string Sql(this RunStage stage) => stage.ToString("D");
}
