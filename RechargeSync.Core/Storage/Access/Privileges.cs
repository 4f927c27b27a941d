namespace RechargeSync.Core.Storage;

/// <summary>What each service needs of the tables, and nothing else. Pure.</summary>
internal static class Privileges
{
    private const string Audit = "audit_log";
    private const string Sessions = "console_sessions";
    private const string FormKeys = "form_keys";
    private const string Append = "SELECT, INSERT";

    /// <summary>
    /// Of the inbox it writes rows, and sees which are there already; the bodies it cannot read, once they are stored.
    /// Of a store it notes the first start and since when deliveries are refused, and asks for a run once they are not.
    /// </summary>
    public static string Ingress(string table) =>
        table switch
        {
            "inbox" => "INSERT, SELECT (store, dedupe_key)",
            "stores" => "SELECT, INSERT, UPDATE (refused_since, refusal_told)",
            "reconciliation_jobs" =>
                "SELECT (store, job, lease_owner, due_at, backfill_from), UPDATE (due_at, backfill_from)",
            _ => "",
        };

    /// <summary>
    /// Works on every table, but for what is the Console's own. Of what operators did it deletes what has had its time,
    /// and changes nothing.
    /// </summary>
    public static string Worker(string table) =>
        table switch
        {
            Audit => $"{Append}, DELETE",
            Sessions or FormKeys => "",
            _ => "SELECT, INSERT, UPDATE, DELETE",
        };

    /// <summary>
    /// Reads all, changes what operators may change, and deletes sessions alone. Of what operators did it erases notes.
    /// </summary>
    public static string Console(string table) =>
        table switch
        {
            Audit => $"{Append}, UPDATE (note)",
            FormKeys => Append,
            Sessions => "SELECT, INSERT, UPDATE, DELETE",
            _ => "SELECT, INSERT, UPDATE",
        };
}
