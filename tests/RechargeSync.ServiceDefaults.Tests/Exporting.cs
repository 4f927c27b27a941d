namespace RechargeSync.ServiceDefaults.Tests;

/// <summary>Tests that follow one another, since a host that records hears the spans of the whole process.</summary>
[CollectionDefinition(Name)]
public sealed class Exporting
{
    public const string Name = "exporting";
}
