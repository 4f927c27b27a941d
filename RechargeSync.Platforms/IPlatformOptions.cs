namespace RechargeSync.Platforms;

/// <summary>
/// Options of a kind of platform, <c>Stores:{store}:Platform:{Kind}</c>: a class with settable properties and the
/// defaults in it. They are bound and checked for each store of the kind before anything starts; a key that no property
/// takes stops the start too.
/// </summary>
public interface IPlatformOptions
{
    /// <summary>
    /// What keeps orders from being placed, one sentence each that names the key to correct and says what to give.
    /// </summary>
    /// <param name="key">The key of these options, such as <c>Stores:default:Platform:Medusa</c>.</param>
    /// <param name="connection">
    /// What the store has in common with other kinds: for an <see cref="PlatformConnection.ApiKey"/> that must not be
    /// empty, name <c>{connection.Key}:ApiKey</c>.
    /// </param>
    IEnumerable<string> Problems(string key, PlatformConnection connection);
}
