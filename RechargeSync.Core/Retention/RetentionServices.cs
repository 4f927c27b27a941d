using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RechargeSync.Core.Hosting;
using RechargeSync.Core.Storage;

namespace RechargeSync.Core.Retention;

/// <summary>Registers the end of what is stored.</summary>
internal static class RetentionServices
{
    /// <summary>
    /// Erases what has had its time, and measures what is left. Needs storage, stores and the worker's name.
    /// </summary>
    public static IHostApplicationBuilder AddRetention(this IHostApplicationBuilder builder)
    {
        builder.Services.AddCheckedOptions(RetentionOptions.Section, new RetentionRanges());
        builder.Services.AddSingleton<RetentionTable>();
        builder.Services.AddSingleton<RetentionMetrics>();
        builder.Services.AddHostedService<RetentionService>();
        builder.Services.AddHostedService<RetentionGauges>();
        return builder;
    }
}
