using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace RechargeSync.Core.Storage;

/// <summary>A service's argument <c>migrate</c>.</summary>
internal static class MigrateCommand
{
    /// <summary>Exit code where a migration failed, or the database cannot be reached.</summary>
    public const int ExitCode = 1;

    /// <summary>
    /// Migrates, gives the services' roles what each needs, and ends; says in one line on the error stream what failed.
    /// </summary>
    /// <returns>0, or <see cref="ExitCode"/>.</returns>
    public static async Task<int> MigrateOrExplainAsync(this WebApplicationBuilder builder)
    {
        builder.AddContext();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddOptions<DatabaseRolesOptions>().BindConfiguration(DatabaseRolesOptions.Section);
        builder.Services.AddScoped<DatabaseRoles>();
        builder.Services.AddScoped<Migrator>();
        await using var app = builder.Build();
        await using var scope = app.Services.CreateAsyncScope();
        try
        {
            await scope.ServiceProvider.GetRequiredService<Migrator>().MigrateAsync(CancellationToken.None);
            return 0;
        }
        catch (MigrationFailedException exception)
        {
            await Console.Error.WriteLineAsync($"{app.Environment.ApplicationName}: {exception.Message}");
            return ExitCode;
        }
    }
}
