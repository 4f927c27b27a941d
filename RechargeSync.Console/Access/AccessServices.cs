using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using RechargeSync.Console.Client;

namespace RechargeSync.Console.Access;

/// <summary>Registers who may look and who may act.</summary>
internal static class AccessServices
{
    /// <summary>Policy of what only operators may do.</summary>
    public const string Operators = "operators";

    /// <summary>Policy of what everybody with a role may do.</summary>
    public const string Viewers = "viewers";

    /// <summary>
    /// Adds authentication and the two policies, and checks <c>Admin</c>: outside development the host does not start
    /// without anything by which callers can be known. What says nothing of its own needs a role.
    /// </summary>
    public static IHostApplicationBuilder AddAdminAccess(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<AdminOptions>().BindConfiguration(AdminOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AdminOptions>>(
            new AdminOptionsValidation(required: !builder.Environment.IsDevelopment())
        );
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ApiKeys>();
        services.AddSingleton<WrongKeys>();
        services.AddSingleton<ProxyIdentity>();
        services.AddSingleton<DevelopmentIdentity>();
        services.AddSingleton<AdminSession>();
        services
            .AddAuthentication(AdminAuthentication.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, AdminAuthentication>(AdminAuthentication.SchemeName, null)
            .AddCookie(AdminAuthentication.CookieScheme, cookies => Configure(cookies, builder.Environment));
        services
            .AddOptions<CookieAuthenticationOptions>(AdminAuthentication.CookieScheme)
            .Configure<IOptions<AdminOptions>>(
                (cookies, admin) => cookies.ExpireTimeSpan = admin.Value.SessionLifetime
            );
        services
            .AddAuthorizationBuilder()
            .AddPolicy(Viewers, policy => policy.RequireRole(AdminRoles.Viewer, AdminRoles.Operator))
            .AddPolicy(Operators, policy => policy.RequireRole(AdminRoles.Operator));
        services
            .AddOptions<AuthorizationOptions>()
            .Configure(options => options.FallbackPolicy = options.GetPolicy(Viewers));
        ProtectKeys(builder);
        return builder;
    }

    /// <summary>Authentication, the check against other sites, and the policies, in that order.</summary>
    public static void UseAdminAccess(this IApplicationBuilder app)
    {
        app.UseAuthentication();
        app.UseMiddleware<CallerCheck>();
        app.UseAuthorization();
    }

    private static void Configure(CookieAuthenticationOptions cookies, IHostEnvironment environment)
    {
        // The prefix makes browsers insist on Secure and on this host alone.
        cookies.Cookie.Name = environment.IsDevelopment() ? "rechargesync" : "__Host-rechargesync";
        cookies.Cookie.HttpOnly = true;
        cookies.Cookie.SameSite = SameSiteMode.Strict;
        cookies.Cookie.SecurePolicy = environment.IsDevelopment()
            ? CookieSecurePolicy.SameAsRequest
            : CookieSecurePolicy.Always;
        cookies.Cookie.Path = "/";
        cookies.SlidingExpiration = true;
        cookies.Events.OnValidatePrincipal = context =>
        {
            // A key that was taken out of the configuration ends its sessions.
            if (
                context.Principal is not { } user
                || AdminCaller.Of(user) is not { } caller
                || !context.HttpContext.RequestServices.GetRequiredService<ApiKeys>().Holds(caller.Name, caller.Role)
            )
            {
                context.RejectPrincipal();
            }

            return Task.CompletedTask;
        };
    }

    private static void ProtectKeys(IHostApplicationBuilder builder)
    {
        var protection = builder.Services.AddDataProtection().SetApplicationName("RechargeSync.Console");
        if (builder.Configuration[$"{AdminOptions.Section}:{nameof(AdminOptions.KeyRingPath)}"] is { Length: > 0 } path)
        {
            protection.PersistKeysToFileSystem(new DirectoryInfo(path));
        }
    }
}
