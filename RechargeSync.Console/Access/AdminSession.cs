using Microsoft.AspNetCore.Authentication;

namespace RechargeSync.Console.Access;

/// <summary>Signs in and out on the page: a key for a cookie.</summary>
internal sealed class AdminSession(ApiKeys keys, WrongKeys failures)
{
    /// <summary>Gives a cookie for a key. False where the key is wrong, or too many were.</summary>
    public async Task<bool> SignInAsync(HttpContext context, string key)
    {
        var address = context.Connection.RemoteIpAddress;
        if (failures.Wait(address) is not null)
        {
            return false;
        }

        if (keys.Find(key) is not { } found)
        {
            failures.Add(address);
            return false;
        }

        await context.SignInAsync(
            AdminAuthentication.CookieScheme,
            new AdminCaller(found.Name, found.Role, "cookie").ToPrincipal(AdminAuthentication.CookieScheme)
        );
        return true;
    }

    /// <summary>Takes the cookie back.</summary>
    public static Task SignOutAsync(HttpContext context) => context.SignOutAsync(AdminAuthentication.CookieScheme);
}
