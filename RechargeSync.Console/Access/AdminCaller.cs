using System.Security.Claims;
using RechargeSync.Console.Client;

namespace RechargeSync.Console.Access;

/// <summary>Who calls.</summary>
/// <param name="Name">The name under which actions are recorded.</param>
/// <param name="Role">A word of <see cref="AdminRoles"/>.</param>
/// <param name="By">How that is known: see <see cref="SessionInfo.SignedInBy"/>.</param>
internal sealed record AdminCaller(string Name, string Role, string By)
{
    /// <summary>How a signed-in caller is known.</summary>
    public const string ByCookie = "cookie";

    /// <summary>How a caller is known whom a proxy names.</summary>
    public const string ByProxy = "proxy";

    /// <summary>What follows such a caller's name in the audit trail; no key's name ends like this.</summary>
    public const string ProxySuffix = " (proxy)";

    private const string ByClaim = "by";

    /// <summary>Whether a browser adds the proof by itself, so that another site could make it call.</summary>
    public bool IsAmbient => By is ByCookie or ByProxy or "development";

    public ClaimsPrincipal ToPrincipal(string scheme) =>
        new(new ClaimsIdentity([new(ClaimTypes.Name, Name), new(ClaimTypes.Role, Role), new(ByClaim, By)], scheme));

    /// <summary>
    /// The name for the audit trail. A proxy's people may be called like a key, so theirs say where they come from.
    /// </summary>
    public string RecordedName => By == ByProxy ? $"{Name}{ProxySuffix}" : Name;

    /// <summary>Under which name an action of the request is recorded; it was let in.</summary>
    public static string NameOf(HttpContext context) => Of(context.User)!.RecordedName;

    /// <summary>The caller of a request that was let in; null where it was not.</summary>
    public static AdminCaller? Of(ClaimsPrincipal user) =>
        user.Identity is { IsAuthenticated: true, Name: { } name } && user.FindFirstValue(ClaimTypes.Role) is { } role
            ? new AdminCaller(name, role, user.FindFirstValue(ByClaim) ?? "")
            : null;
}
