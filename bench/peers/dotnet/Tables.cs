namespace Peer;

internal static class Tables
{
    public static async Task CreateAsync(Settings settings)
    {
        await using var database = Database.Open(settings, connections: 1);
        await using var create = database.CreateCommand(await File.ReadAllTextAsync("../schema.sql"));
        await create.ExecuteNonQueryAsync();
    }
}
