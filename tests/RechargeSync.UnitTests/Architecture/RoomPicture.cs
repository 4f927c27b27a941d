namespace RechargeSync.UnitTests.Architecture;

/// <summary>The picture of Core's rooms in the README.</summary>
/// <param name="Arrows">Lines such as <c>Inbox --> Storage</c>, in their order.</param>
/// <param name="Leaves">The rooms that use no other.</param>
internal sealed record RoomPicture(IReadOnlyList<string> Arrows, IReadOnlyList<string> Leaves)
{
    private const string Arrow = " --> ";

    public IEnumerable<string> Rooms =>
        Arrows.SelectMany(arrow => arrow.Split(Arrow)).Concat(Leaves).Distinct(StringComparer.Ordinal);

    public static RoomPicture Read()
    {
        var lines = File.ReadAllLines(Path.Combine(Root(), "README.md"))
            .SkipWhile(line => line != "<!-- rooms -->")
            .TakeWhile(line => line != "<!-- /rooms -->")
            .Select(line => line.Trim())
            .ToList();
        var leaves = lines
            .SkipWhile(line => !line.StartsWith("subgraph leaves", StringComparison.Ordinal))
            .Skip(1)
            .TakeWhile(line => line != "end")
            .Where(line => !line.StartsWith("direction", StringComparison.Ordinal));
        return new([.. lines.Where(line => line.Contains(Arrow, StringComparison.Ordinal))], [.. leaves]);
    }

    private static string Root()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "RechargeSync.sln")))
        {
            directory = directory.Parent ?? throw new InvalidOperationException("The tests run in no checkout.");
        }

        return directory.FullName;
    }
}
