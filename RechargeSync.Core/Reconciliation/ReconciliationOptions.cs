using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace RechargeSync.Core.Reconciliation;

/// <summary>
/// Runs over Recharge's orders, and the monitor of its subscriptions: configuration section <c>Reconciliation</c>.
/// </summary>
public sealed class ReconciliationOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Reconciliation";

    /// <summary>Whether there are runs and a monitor at all. Default true.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Time from the end of one run to the next. Default 15 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "30.00:00:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How far each run reaches back behind the start of the one before. Default 1 hour.</summary>
    public TimeSpan Overlap { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How far the first run of a store reaches back. Default 7 days.</summary>
    public TimeSpan InitialLookback { get; set; } = TimeSpan.FromDays(7);

    /// <summary>
    /// How old a change at Recharge must be before it counts as missed; until then its webhook may be on its way.
    /// Default 2 minutes.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan Grace { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Orders in one page, 1 to 250. Default 250, Recharge's most.</summary>
    [Range(1, 250)]
    public int PageSize { get; set; } = 250;

    /// <summary>
    /// How many of our placed orders each run looks up at Recharge, in turn; 0 for none. Default 50.
    /// </summary>
    [Range(0, 250)]
    public int SampleSize { get; set; } = 50;

    /// <summary>How long the report of a run is kept. Default 30 days.</summary>
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(30);

    /// <summary>
    /// Address under which Recharge reaches the ingress, such as <c>https://hooks.example.com</c>; subscriptions point
    /// to <c>{WebhookBaseUrl}/webhooks/recharge/{store}/{topic}</c>. Empty, the default: subscriptions are left alone.
    /// </summary>
    public string WebhookBaseUrl { get; set; } = "";

    /// <summary>
    /// Whether <see cref="WebhookBaseUrl"/> may be an address of http outside the environment Development. Default
    /// false: Recharge would send every order in clear.
    /// </summary>
    public bool AllowHttp { get; set; }

    /// <summary>
    /// Whether subscriptions for <c>order/cancelled</c>, <c>order/deleted</c> and <c>charge/refunded</c> are kept too.
    /// Default true; without them a cancellation is learned from <c>order/updated</c> and from runs.
    /// </summary>
    public bool SubscribeToTakeBacks { get; set; } = true;

    /// <summary>Time between two checks of the subscriptions. Default 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "30.00:00:00")]
    public TimeSpan MonitorInterval { get; set; } = TimeSpan.FromMinutes(5);
}

/// <summary>Checks the ranges of <see cref="ReconciliationOptions"/>.</summary>
[OptionsValidator]
internal sealed partial class ReconciliationRanges : IValidateOptions<ReconciliationOptions>;
