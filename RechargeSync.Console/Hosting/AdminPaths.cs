namespace RechargeSync.Console.Hosting;

/// <summary>Addresses that several parts have to agree on.</summary>
internal static class AdminPaths
{
    /// <summary>The page to sign in.</summary>
    public const string SignIn = "/sign-in";

    public static bool IsApi(PathString path) => path.StartsWithSegments("/admin", StringComparison.OrdinalIgnoreCase);

    /// <summary>An address to go back to after the sign-in: a path of our own, or the overview.</summary>
    public static string Local(string? address) =>
        address is ['/', ..]
        && !address.StartsWith("//", StringComparison.Ordinal)
        && !address.Contains('\\', StringComparison.Ordinal)
        && !address.Any(char.IsControl)
        && !address.StartsWith(SignIn, StringComparison.OrdinalIgnoreCase)
            ? address
            : "/";
}
