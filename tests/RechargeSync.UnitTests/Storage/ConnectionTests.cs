using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using RechargeSync.Console.Doctor;
using RechargeSync.Core.Storage;

namespace RechargeSync.UnitTests.Storage;

/// <summary>What is made of the connection string of Postgres.</summary>
public sealed class ConnectionTests
{
    [Fact]
    public void Rows_are_not_quoted_in_errors_whatever_the_connection_string_says()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration["ConnectionStrings:syncdb"] = "Host=localhost;Include Error Detail=true";
        using var host = ((HostApplicationBuilder)builder.AddStorage()).Build();
        var source = host.Services.GetRequiredService<NpgsqlDataSource>();
        Assert.False(new NpgsqlConnectionStringBuilder(source.ConnectionString).IncludeErrorDetail);
    }

    [Theory]
    [InlineData("Host=localhost", "ok")]
    [InlineData("Host=127.0.0.1", "ok")]
    [InlineData("Host=/var/run/postgresql", "ok")]
    [InlineData("Host=db.test;Ssl Mode=VerifyFull", "ok")]
    [InlineData("Host=db.test", "warning")]
    [InlineData("Host=db.test;Ssl Mode=Require", "warning")]
    [InlineData("Host=db.test;Ssl Mode=VerifyCA", "warning")]
    [InlineData("Host=localhost,db.test", "warning")]
    public async Task Doctor_warns_of_a_server_whose_certificate_is_not_checked(string connection, string status)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        var checks = new SystemChecks(source, null!, null!, null!, null!, TimeProvider.System);
        Assert.Equal(status, (await checks.EncryptionAsync(CancellationToken.None)).Status);
    }
}
