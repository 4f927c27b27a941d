namespace RechargeSync.Console.Client;

/// <summary>The admin API refused a call; what it said is in the problem.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="title">The kind of problem.</param>
/// <param name="detail">What to do.</param>
public sealed class AdminException(int status, string title, string? detail)
    : Exception(detail is null ? title : $"{title}: {detail}")
{
    /// <summary>The HTTP status.</summary>
    public int Status => status;

    /// <summary>The kind of problem.</summary>
    public string Title => title;

    /// <summary>What to do; null where nobody said.</summary>
    public string? Detail => detail;
}
