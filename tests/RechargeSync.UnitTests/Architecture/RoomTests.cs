using ArchUnitNET.Domain;
using ArchUnitNET.Fluent.Slices;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnitV3;
using RechargeSync.Core.Storage;
using RechargeSync.Platforms;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace RechargeSync.UnitTests.Architecture;

/// <summary>
/// A folder of Core is a room. Rooms have no cycles, so that each can be understood after those that it uses, and a few
/// arrows are forbidden for a reason of their own.
/// </summary>
public sealed class RoomTests
{
    private const string Core = "RechargeSync.Core.";

    private static readonly ArchUnitNET.Domain.Architecture s_core = new ArchLoader()
        .LoadAssemblies(typeof(SyncDbContext).Assembly, typeof(IOrderPlatform).Assembly)
        .Build();

    [Fact]
    public void Rooms_have_no_cycles() => Rooms().Should().BeFreeOfCycles().Check(s_core);

    [Theory]
    [InlineData("Platforms", "Recharge", "an adapter is written against the platform's contract alone")]
    [InlineData("Recharge", "Platforms", "Recharge's client knows ids, and not whose they are")]
    [InlineData("Recharge", "Storage", "what Recharge says is read and written without a database")]
    [InlineData("Platforms", "Storage", "an adapter keeps nothing: its answers are kept by who called it")]
    [InlineData("Stores", "Platforms", "a store's settings are read by services that call no platform")]
    [InlineData("Storage", "Work", "a table does not know who works on its rows")]
    [InlineData("Storage", "Orders", "a table does not know what its rows mean to the state machine")]
    [InlineData("Storage", "Carts", "a table does not know what its rows mean to the state machine")]
    [InlineData("Storage", "Inbox", "a table does not know how deliveries arrive")]
    [InlineData("Streams", "Storage", "the stream carries hints, which are right or wrong without the database")]
    [InlineData("Streams", "Inbox", "a hint does not know what it hints at")]
    [InlineData("Inbox", "Work", "the ingress answers before any work begins")]
    [InlineData("Inbox", "Orders", "the ingress takes in orders and carts alike")]
    [InlineData("Work", "Orders", "the engine works on anything that has a lease")]
    [InlineData("Work", "Carts", "the engine works on anything that has a lease")]
    [InlineData("Orders", "Carts", "an order and its cart come to an end independently")]
    [InlineData("Orders", "Reconciliation", "an order is worked on alike, whoever has found it")]
    public void Room_does_not_know(string room, string other, string reason) =>
        Types()
            .That()
            .ResideInNamespaceMatching($"^{Core}{room}($|\\.)")
            .Should()
            .NotDependOnAny(Types().That().ResideInNamespaceMatching($"^{Core}{other}($|\\.)"))
            .Because(reason)
            .WithoutRequiringPositiveResults()
            .Check(s_core);

    public static TheoryData<string> Leaves => [.. RoomPicture.Read().Leaves];

    [Fact]
    public void Rooms_use_each_other_as_the_picture_in_the_README_shows()
    {
        var picture = RoomPicture.Read();
        var arrows = s_core
            .Types.SelectMany(type => type.Dependencies.Select(use => (From: Room(type), To: Room(use.Target))))
            .Where(arrow => arrow.From is not null && arrow.To is not null && arrow.From != arrow.To)
            .Where(arrow => !picture.Leaves.Contains(arrow.To!, StringComparer.Ordinal))
            .Select(arrow => $"{arrow.From} --> {arrow.To}")
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);
        Assert.Equal(picture.Arrows, arrows, StringComparer.Ordinal);
    }

    [Fact]
    public void Every_room_is_in_the_picture()
    {
        var picture = RoomPicture.Read();
        var rooms = s_core.Types.Select(Room).OfType<string>().Distinct(StringComparer.Ordinal);
        Assert.Equal(
            rooms.Order(StringComparer.Ordinal),
            picture.Rooms.Order(StringComparer.Ordinal),
            StringComparer.Ordinal
        );
    }

    [Theory]
    [MemberData(nameof(Leaves))]
    public void Leaf_uses_no_other_room(string leaf) =>
        Types()
            .That()
            .ResideInNamespaceMatching($"^{Core}{leaf}($|\\.)")
            .Should()
            .NotDependOnAny(Types().That().ResideInNamespaceMatching($"^{Core}(?!{leaf}($|\\.))"))
            .Because("every room may use a leaf")
            .Check(s_core);

    [Fact]
    public void Core_knows_no_host() =>
        Assert.Equal(
            ["RechargeSync.Platforms"],
            typeof(SyncDbContext)
                .Assembly.GetReferencedAssemblies()
                .Select(assembly => assembly.Name!)
                .Where(name => name.StartsWith("RechargeSync.", StringComparison.Ordinal)),
            StringComparer.Ordinal
        );

    [Fact]
    public void Client_of_Recharge_knows_how_calls_fail_and_nothing_else_of_platforms() =>
        Types()
            .That()
            .ResideInNamespaceMatching($"^{Core}Recharge($|\\.)")
            .Should()
            .NotDependOnAny(Types().That().ResideInNamespaceMatching(@"^RechargeSync\.Platforms$"))
            .Because("Recharge's client knows ids, and not whose they are")
            .Check(s_core);

    [Theory]
    [InlineData("RechargeSync.")]
    [InlineData("Microsoft.AspNetCore.")]
    [InlineData("Microsoft.EntityFrameworkCore")]
    [InlineData("Npgsql")]
    [InlineData("StackExchange.Redis")]
    public void Adapters_need_neither_the_engine_nor_its_stores(string assemblies) =>
        Assert.DoesNotContain(
            typeof(IOrderPlatform).Assembly.GetReferencedAssemblies(),
            assembly => assembly.Name!.StartsWith(assemblies, StringComparison.Ordinal)
        );

    // A type parameter of a local function has no namespace, whatever the library declares.
    private static string? Room(IType type) =>
        type.Namespace?.FullName is { } name && name.StartsWith(Core, StringComparison.Ordinal)
            ? name[Core.Length..].Split('.')[0]
            : null;

    // By the first part of the namespace: Storage.Sql is a part of Storage. The library's own patterns make a slice of
    // its own of it.
    private static GivenSlices Rooms()
    {
        var rooms = new SliceRuleCreator();
        rooms.SetSliceAssignment(
            new SliceAssignment(
                type => Room(type) is { } room ? SliceIdentifier.Of(room) : SliceIdentifier.Ignore(),
                "the rooms of Core"
            )
        );
        return new GivenSlices(rooms);
    }
}
