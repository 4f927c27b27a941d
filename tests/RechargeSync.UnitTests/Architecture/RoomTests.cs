using RechargeSync.Core.Orders;

namespace RechargeSync.UnitTests.Architecture;

/// <summary>
/// Core is a house of rooms, a folder and a namespace each: which room may use which other one, and why.
/// </summary>
public sealed class RoomTests
{
    private const string House = "RechargeSync.Core.";

    private static readonly Dictionary<string, (string[] MayUse, string Why)> s_rooms = new(StringComparer.Ordinal)
    {
        ["Telemetry"] = ([], "names that everybody shares must depend on nobody"),
        ["Batching"] = ([], "it lets requests share a commit, whatever they are"),
        ["Startup"] = (
            ["Storage", "Streams"],
            "it looks at the surroundings before any work, and knows nothing of the work"
        ),
        ["Stores"] = (["Platforms"], "a store is configuration; it asks the platforms only which kinds there are"),
        ["Storage"] = (
            ["Startup"],
            "rows and migrations are facts; who reads and writes them is another room's business"
        ),
        ["Streams"] = (
            ["Batching", "Startup", "Telemetry"],
            "a stream entry is a hint: what it leads to comes in through IStreamHandler"
        ),
        ["Platforms"] = (
            ["Recharge", "Stores"],
            "an adapter maps a Recharge order to a platform; it never decides when"
        ),
        ["Recharge"] = (
            ["Platforms", "Stores", "Telemetry"],
            "the client tells outcomes in the platforms' words; it never decides when to call again"
        ),
        ["Inbox"] = (
            ["Batching", "Recharge", "Storage", "Stores", "Streams", "Telemetry"],
            "acceptance stores and announces; if it knew the state machine, its defects could refuse deliveries"
        ),
        ["Sync"] = (
            ["Batching", "Platforms", "Recharge", "Storage", "Stores", "Streams", "Telemetry"],
            "the state machine works from rows alone; it must not depend on how deliveries arrive"
        ),
        ["DeadLetters"] = (
            ["Admin", "Recharge", "Storage", "Stores", "Sync", "Telemetry"],
            "an operator's act goes through the rows, like every other event"
        ),
        ["Admin"] = (
            [
                "DeadLetters",
                "Inbox",
                "Platforms",
                "Recharge",
                "Reconciliation",
                "Startup",
                "Storage",
                "Stores",
                "Streams",
                "Sync",
                "Telemetry",
            ],
            "people look at every room; no room but the dead letters, which ask it who may, knows of them"
        ),
        ["Reconciliation"] = (
            ["Inbox", "Platforms", "Recharge", "Storage", "Stores", "Streams", "Sync", "Telemetry"],
            "what was missed goes through the same inbox as what arrived"
        ),
    };

    public static TheoryData<string> Rooms => [.. s_rooms.Keys];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Room_uses_only_the_rooms_it_may(string room)
    {
        var (mayUse, why) = s_rooms[room];
        var broken =
            from type in typeof(SyncPlan).Assembly.GetTypes()
            where RoomOf(type) == room
            from used in UsedTypes.Of(type)
            let other = RoomOf(used)
            where other is not null && other != room && !mayUse.Contains(other, StringComparer.Ordinal)
            select $"{type.FullName} uses {used.FullName}";
        var found = broken.Distinct(StringComparer.Ordinal).ToArray();
        Assert.True(
            found.Length == 0,
            $"{room} may use {(mayUse.Length == 0 ? "no other room" : string.Join(", ", mayUse))}, since {why}.\n{string.Join('\n', found)}"
        );
    }

    [Fact]
    public void Every_room_has_its_rule()
    {
        var rooms = typeof(SyncPlan)
            .Assembly.GetTypes()
            .Select(RoomOf)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal);
        var without = rooms.Except(s_rooms.Keys, StringComparer.Ordinal).ToArray();
        Assert.True(without.Length == 0, $"Say here which rooms {string.Join(", ", without)} may use, and why.");
    }

    [Fact]
    public void Core_knows_no_host()
    {
        var hosts = typeof(SyncPlan)
            .Assembly.GetReferencedAssemblies()
            .Where(name => name.Name!.StartsWith("RechargeSync.", StringComparison.Ordinal))
            .Select(name => name.Name);
        Assert.True(
            !hosts.Any(),
            $"Hosts are thin and stand on Core, not the other way round: {string.Join(", ", hosts)}."
        );
    }

    // RechargeSync.Core.Platforms.Rest belongs to room Platforms.
    private static string? RoomOf(Type type) =>
        type.Namespace is { } space && space.StartsWith(House, StringComparison.Ordinal)
            ? space[House.Length..].Split('.')[0]
            : null;
}
