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
            options.Cookie.Name = "rechargesync.form";
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.AddSingleton<AssetFiles>();
        services.AddSingleton<Notices>();
        services.AddSingleton<FormPosts>();
        return builder;
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
