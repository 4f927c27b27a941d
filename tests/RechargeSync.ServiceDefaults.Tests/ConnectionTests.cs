using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace RechargeSync.ServiceDefaults.Tests;

public sealed class ConnectionTests
{
    [Fact]
    public async Task A_missing_Redis_connection_string_is_named()
    {
        var builder = TestHost.NewBuilder();
        builder.AddRedisClient("redis");
        await using var app = builder.Build();

        var error = Assert.Throws<InvalidOperationException>(() => app.Services.GetRequiredService<IConnectionMultiplexer>());

        Assert.Contains("'ConnectionStrings:redis'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_Postgres_connection_string_is_named()
    {
        var builder = TestHost.NewBuilder();
        builder.AddNpgsqlDbContext<EmptyContext>("syncdb");
        await using var app = builder.Build();

        var error = Assert.Throws<InvalidOperationException>(() => app.Services.GetRequiredService<EmptyContext>());

        Assert.Contains("'ConnectionStrings:syncdb'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("Aspire:Npgsql:EntityFrameworkCore:PostgreSQL:DisableRetry", false)]
    [InlineData("Aspire:Npgsql:EntityFrameworkCore:PostgreSQL:syncdb:DisableRetry", false)]
    [InlineData("Aspire:Npgsql:EntityFrameworkCore:PostgreSQL:EmptyContext:DisableRetry", false)]
    public async Task A_Postgres_context_retries_unless_told_otherwise(string? disabledBy, bool retries)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ConnectionStrings:syncdb"] = "Host=127.0.0.1;Port=1;Database=none",
        };
        if (disabledBy is not null)
        {
            settings[disabledBy] = "true";
        }

        var builder = TestHost.NewBuilder(settings);
        builder.AddNpgsqlDbContext<EmptyContext>("syncdb", s => s.CommandTimeout = 7);
        await using var app = builder.Build();
        await using var scope = app.Services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<EmptyContext>();

        Assert.Equal(retries, context.Database.CreateExecutionStrategy().RetriesOnFailure);
        Assert.Equal(7, context.Database.GetCommandTimeout());
        Assert.Contains(
            app.Services.GetRequiredService<IOptions<HealthCheckServiceOptions>>().Value.Registrations,
            r => string.Equals(r.Name, nameof(EmptyContext), StringComparison.Ordinal));
    }

    [Fact]
    public void A_context_is_registered_once()
    {
        var builder = TestHost.NewBuilder();
        builder.AddNpgsqlDbContext<EmptyContext>("syncdb");

        Assert.Throws<InvalidOperationException>(() => builder.AddNpgsqlDbContext<EmptyContext>("syncdb"));
    }
}
