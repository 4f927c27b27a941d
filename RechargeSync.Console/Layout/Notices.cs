using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace RechargeSync.Console.Layout;

/// <summary>Carries a notice over a redirect, in a cookie that nobody else can write or read.</summary>
internal sealed class Notices(IDataProtectionProvider protection, IHostEnvironment environment)
{
    private const int LongestText = 1000;

    private static readonly TimeSpan s_lifetime = TimeSpan.FromMinutes(1);

    private readonly string _cookie = environment.IsDevelopment()
        ? "rechargesync.notice"
        : "__Host-rechargesync.notice";

    private readonly ITimeLimitedDataProtector _protector = protection
        .CreateProtector("notice")
        .ToTimeLimitedDataProtector();

    /// <summary>Leaves a notice for the next page.</summary>
    public void Put(HttpContext context, Notice notice)
    {
        var text = notice.Text.Length > LongestText ? notice.Text[..LongestText] : notice.Text;
        context.Response.Cookies.Append(
            _cookie,
            _protector.Protect((notice.IsProblem ? "!" : " ") + text, s_lifetime),
            Options(context)
        );
    }

    /// <summary>The notice that was left, which is told once; null where there is none.</summary>
    public Notice? Take(HttpContext context)
    {
        if (context.Request.Cookies[_cookie] is not { Length: > 0 } value)
        {
            return null;
        }

        context.Response.Cookies.Delete(_cookie, Options(context));
        try
        {
            var text = _protector.Unprotect(value);
            return new Notice(text[0] == '!', text[1..]);
        }
        catch (CryptographicException)
        {
            // Too old, or of a process before this one.
            return null;
        }
    }

    private static CookieOptions Options(HttpContext context) =>
        new()
        {
            HttpOnly = true,
            Secure = context.Request.IsHttps,
            SameSite = SameSiteMode.Strict,
            Path = "/",
            IsEssential = true,
        };
}

/// <summary>What became of an action, told once on the page that follows it.</summary>
/// <param name="IsProblem">True where it was not done.</param>
/// <param name="Text">In plain words.</param>
public sealed record Notice(bool IsProblem, string Text);
