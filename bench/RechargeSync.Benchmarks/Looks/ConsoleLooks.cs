using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace RechargeSync.Benchmarks.Looks;

/// <summary>
/// Every page of the Console, and every list of the admin API behind them, over the rows of <see cref="ConsoleRows"/>.
/// </summary>
/// <param name="orders">How many orders there are.</param>
/// <param name="done">A prepaid order of the larger store that is done.</param>
/// <param name="dead">An order of the larger store that was given up.</param>
/// <param name="run">A walk that found something.</param>
internal sealed class ConsoleLooks(int orders, long done, long dead, long run)
{
    private const string Api = "/admin/v1/";
    private const long FirstId = 5_000_000_000;

    /// <summary>All of them, in the order of the Console's menu.</summary>
    public IReadOnlyList<Look> All =>
        [
            .. Overview,
            .. Orders("/orders?"),
            .. Orders(Api + "orders?"),
            .. Order,
            .. DeadLetters,
            .. Deliveries,
            .. Rest,
        ];

    private static Look[] Overview =>
        [
            new("overview, last hour", "/"),
            new("overview, last day", "/?range=day"),
            new("overview, last week", "/?range=week"),
            new("API: overview", Api + "overview"),
            new("API: series of the hour", Api + "overview/series?range=hour"),
            new("API: series of the day", Api + "overview/series?range=day"),
            new("API: series of the week", Api + "overview/series?range=week"),
        ];

    private Look[] Order =>
        [
            new("order", Text($"/orders/default/{done}")),
            new("order given up", Text($"/orders/default/{dead}")),
            new("API: order", Text($"{Api}orders/default/{done}")),
            new("API: its payload", Text($"{Api}orders/default/{done}/payload")),
        ];

    private static Look[] DeadLetters =>
        [
            new("dead letters", "/dead-letters"),
            new("dead letters, a group", "/dead-letters?store=default&kind=order&reason=refused"),
            new(
                "dead letters, confirm a group",
                "/dead-letters/confirm?act=replay&store=default&kind=order&reason=refused"
            ),
            new("API: dead letters", Api + "dead-letters"),
            new(
                "API: dead letters of a reason",
                Api + "dead-letters?store=default&kind=order&reason=refused&limit=500"
            ),
            new("API: groups", Api + "dead-letters/groups"),
            new(
                "API: count of a group",
                Api + "dead-letters/count",
                """{"store":"default","reason":"refused","kind":"order"}"""
            ),
        ];

    private Look[] Deliveries =>
        [
            new("deliveries", "/deliveries"),
            new("a delivery", "/deliveries/777"),
            new("deliveries without a row", "/deliveries/unstored"),
            new("explain a signature", "/deliveries/explain-signature"),
            new("API: deliveries", Api + "deliveries"),
            new(
                "API: deliveries, a page of 500 deep down",
                Text($"{Api}deliveries?limit=500&cursor={Behind(orders / 3)}")
            ),
            .. new[] { "stored", "received", "done", "ignored", "quarantined", "dead" }.Select(verdict => new Look(
                $"API: deliveries, {verdict}",
                $"{Api}deliveries?verdict={verdict}"
            )),
            new("API: deliveries of a store and topic", Api + "deliveries?store=second1&topic=order/updated"),
            new("API: deliveries of a topic that has none", Api + "deliveries?topic=order/processed"),
            new("API: deliveries without a row", Api + "deliveries/unstored?limit=500"),
            new(
                "API: explain a signature",
                Api + "deliveries/explain-signature",
                """{"store":"default","body":"{\"order\":{\"id\":1}}","legacy":"0000"}"""
            ),
        ];

    private Look[] Rest =>
        [
            new("reconciliation", "/reconciliation"),
            new("a walk and its findings", Text($"/reconciliation/{run}")),
            new("subscriptions", "/subscriptions"),
            new("live", "/live"),
            new("audit trail", "/acts"),
            new("doctor", "/doctor"),
            new("API: walks", Api + "reconciliation/runs"),
            new("API: findings", Text($"{Api}reconciliation/runs/{run}/findings")),
            new("API: subscriptions", Api + "subscriptions"),
            new("API: live, until it begins", Api + "live"),
            new("API: acts", Api + "acts"),
            new("API: acts of a store, 500", Api + "acts?store=second1&limit=500"),
            new("API: doctor", Api + "doctor"),
        ];

    private IEnumerable<Look> Orders(string path)
    {
        var name = path.StartsWith(Api, StringComparison.Ordinal) ? "API: orders" : "orders";
        var age = path.StartsWith(Api, StringComparison.Ordinal) ? "minAge=604800000" : "age=7d";
        (string What, string Query)[] narrowed =
        [
            ("newest first", ""),
            ("oldest first", "sort=oldest"),
            ("500 on a page", "limit=500"),
            ("deep down", $"cursor={Behind(FirstId + (orders / 2), "default")}"),
            .. new[] { "waiting", "active", "retrying", "done", "ignored", "dead" }.Select(state =>
                (state, $"state={state}")
            ),
            ("waiting, oldest first", "state=waiting&sort=oldest"),
            ("of a store", "store=second1"),
            ("of a store, retrying", "store=second1&state=retrying"),
            ("of a reason", "reason=refused"),
            ("of a reason, dead", "reason=refused&state=dead"),
            ("of a reason that none has", "reason=nothing"),
            ("prepaid", "kind=prepaid"),
            ("known for a week", age),
            ("of everything", $"kind=standard&store=second1&state=done&sort=oldest&limit=100&{age}"),
            ("search by order", Text($"search={done}")),
            ("search by charge", Text($"search={6_000_000_000 + ((done - FirstId) / 3)}")),
            ("search by platform id", Text($"search=p{done}")),
            ("search by platform number", Text($"search=%23{100_000 + done - FirstId}")),
            ("search by reference", Text($"search=recharge:default:{done}")),
            ("search in vain", "search=nothing"),
        ];
        return narrowed.Select(one => new Look($"{name}, {one.What}", path + one.Query));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    // A cursor as the admin API hands them out: deep in a list, where no walk of pages would get in the time of a run.
    private static string Behind(long id, string store = "") =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}:{store}")));
}
