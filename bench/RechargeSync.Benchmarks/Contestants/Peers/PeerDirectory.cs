namespace RechargeSync.Benchmarks.Contestants.Peers;

/// <summary>Where the peers are in the tree.</summary>
internal static class PeerDirectory
{
    /// <exception cref="DirectoryNotFoundException">This was started outside of the tree.</exception>
    public static string Find(string name)
    {
        for (
            var directory = new DirectoryInfo(Environment.CurrentDirectory);
            directory is not null;
            directory = directory.Parent
        )
        {
            var found = Path.Combine(directory.FullName, "bench", "peers", name);
            if (File.Exists(Path.Combine(found, "run.sh")))
            {
                return found;
            }
        }

        throw new DirectoryNotFoundException(
            $"bench/peers/{name} was not found above the current directory: start this within the tree."
        );
    }
}
