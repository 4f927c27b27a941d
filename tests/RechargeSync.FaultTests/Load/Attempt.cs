using System.Net;

namespace RechargeSync.FaultTests.Load;

/// <summary>How one attempt to deliver ended.</summary>
/// <param name="Status">Null where there was no answer.</param>
/// <param name="Verdict">The body's verdict of a 200.</param>
/// <param name="Elapsed">Time until the answer, or until it was given up.</param>
internal sealed record Attempt(HttpStatusCode? Status, string? Verdict, TimeSpan Elapsed)
{
    public bool IsAccepted => Status == HttpStatusCode.OK;
}
