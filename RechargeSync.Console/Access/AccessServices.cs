using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
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
        services.AddSingleton<CallerAddress>();
        services.AddSingleton<WrongKeys>();
        services.AddSingleton<ProxyIdentity>();
        services.AddSingleton<DevelopmentIdentity>();
        services.AddSingleton<Sessions>();
        services.AddSingleton<AdminSession>();
        services
            .AddAuthentication(AdminAuthentication.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, AdminAuthentication>(AdminAuthentication.SchemeName, null);
        services.AddHttpContextAccessor();
        services.AddSingleton<Onlooker>();
        services
            .AddAuthorizationBuilder()
            .AddPolicy(Viewers, policy => policy.RequireRole(AdminRoles.Viewer, AdminRoles.Operator))
            .AddPolicy(Operators, policy => policy.RequireRole(AdminRoles.Operator));
        services
            .AddOptions<AuthorizationOptions>()
            .Configure(options => options.FallbackPolicy = options.GetPolicy(Viewers));
        services.AddCallLimit();

        // The framework's lines for each refusal: without a limit and without an address, where ours have both.
        builder.Logging.AddFilter(typeof(AdminAuthentication).FullName, LogLevel.Warning);
        ProtectForms(services);
        return builder;
    }

    /// <summary>
    /// Authentication, the check against other sites, the limit of calls and the policies, in that order.
    /// </summary>
    public static void UseAdminAccess(this WebApplication app)
    {
        app.Lifetime.ApplicationStarted.Register(() => WarnWhereNobodyIsAsked(app));
        app.UseAuthentication();
        app.UseMiddleware<CallerCheck>();
        app.UseRateLimiter();
        app.UseAuthorization();
    }

    private static void WarnWhereNobodyIsAsked(WebApplication app)
    {
        if (app.Services.GetRequiredService<DevelopmentIdentity>().IsOn)
        {
            app.Logger.NobodyIsAsked();
        }
    }

    // Unencrypted, and ASP.NET is not to warn of it: with these keys nobody signs in, since sessions are rows.
    private static void ProtectForms(IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("RechargeSync.Console");
        services.AddSingleton<FormKeys>();
        services
            .AddOptions<KeyManagementOptions>()
            .Configure<FormKeys>(
                (options, keys) => (options.XmlRepository, options.XmlEncryptor) = (keys, new NullXmlEncryptor())
            );
    }
}
