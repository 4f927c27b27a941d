using RechargeSync.Console.Hosting;

namespace RechargeSync.Console.Layout;

/// <summary>The operators' pages: rendered on the server, read without a script, acted on by forms.</summary>
internal static class PageServices
{
    /// <summary>Registers the pages' parts.</summary>
    public static IHostApplicationBuilder AddPages(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddRazorComponents();
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = builder.Environment.IsDevelopment()
                ? "rechargesync.form"
                : "__Host-rechargesync.form";
            options.Cookie.SameSite = SameSiteMode.Strict;

            // Always would refuse what a proxy hands on in clear; see UseSecureCookies.
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.AddSingleton<AssetFiles>();
        services.AddSingleton<Notices>();
        services.AddSingleton<FormPosts>();
        return builder;
    }

    /// <summary>
    /// Outside development no cookie leaves without Secure, whatever the last hop to us speaks: browsers come by HTTPS.
    /// </summary>
    public static void UseSecureCookies(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment())
        {
            app.UseCookiePolicy(new CookiePolicyOptions { Secure = CookieSecurePolicy.Always });
        }
    }

    /// <summary>Pages for errors; before authentication.</summary>
    public static void UsePageErrors(this IApplicationBuilder app)
    {
        app.UseWhen(
            context => !AdminPaths.IsApi(context.Request.Path),
            pages => pages.UseExceptionHandler(failed => failed.Run(PageErrors.ShowFailureAsync))
        );
        app.UseMiddleware<PageErrors>();
    }
}
