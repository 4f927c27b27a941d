namespace RechargeSync.ConsoleTests.Seeding;

/// <summary>Names of seeded rows.</summary>
internal static class SeededIds
{
    /// <summary>A prepaid order with a timeline of everything.</summary>
    public const string StoryText = "534919106";

    /// <summary>The platform's number of it.</summary>
    public const string StoryNumber = "20417";

    /// <summary>An order all of whose texts are hostile.</summary>
    public const string HostileText = "534666001";
}
