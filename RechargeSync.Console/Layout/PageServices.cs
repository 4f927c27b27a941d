using RechargeSync.Console.Components.DeadLetters;
using RechargeSync.Console.Components.Layout;
using RechargeSync.Console.Components.Order;
using RechargeSync.Console.Components.Reconciliation;
using RechargeSync.Console.Components.SignIn;
using RechargeSync.Console.Components.Subscriptions;
using RechargeSync.Console.Web;
using RechargeSync.Core.Admin.Access;

namespace RechargeSync.Console.Components;

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
        services.AddScoped<PageActs>();
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

    /// <summary>Maps pages, acts and assets, and checks the tokens of forms; after authentication.</summary>
    public static void MapPages(this WebApplication app)
    {
        app.UseAntiforgery();
        AssetFiles.Map(app);
        app.MapRazorComponents<App>();
        var acts = app.MapGroup("").ExcludeFromDescription();
        OrderActs.Map(acts);
        DeadLetterActs.Map(acts);
        ReconciliationActs.Map(acts);
        SubscriptionActs.Map(acts);
        SignOut.Map(acts);
    }
}
