using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Options;
using RechargeSync.Core.Reconciliation;
using RechargeSync.Core.Stores;
using RechargeSync.Testing;

namespace RechargeSync.UnitTests.Stores;

/// <summary>What a service refuses to send to the outside, and with which secrets.</summary>
public sealed class OutsideCallsTests
{
    [Theory]
    [InlineData("https://platform.test", false, null)]
    [InlineData("http://localhost:5103/platform", false, null)]
    [InlineData("http://127.0.0.1:5103", false, null)]
    [InlineData("http://[::1]:5103", false, null)]
    [InlineData("http://platform.internal", true, null)]
    [InlineData("http://platform.test", false, "Stores:default:Platform:BaseUrl begins with http")]
    [InlineData("http://10.0.0.7", false, "set Stores:default:Platform:AllowHttp to true")]
    [InlineData("https://user:password@platform.test", true, "Stores:default:Platform:BaseUrl holds a user")]
    public void Api_is_called_in_clear_on_this_machine_or_where_it_is_said_aloud(
        string address,
        bool allowHttp,
        string? problem
    ) => AssertTold(problem, ProblemsOfApi(Environments.Production, address, allowHttp));

    [Theory]
    [InlineData("https://hooks.test", false, null)]
    [InlineData("", false, null)]
    [InlineData("http://hooks.internal", true, null)]
    [InlineData("http://hooks.test", false, "set Reconciliation:AllowHttp to true")]
    [InlineData("https://user@hooks.test", false, "Reconciliation:WebhookBaseUrl holds a user")]
    public void Recharge_is_told_an_address_in_clear_only_where_it_is_said_aloud(
        string address,
        bool allowHttp,
        string? problem
    ) =>
        AssertTold(
            problem,
            new WebhooksInClear(Environment(Environments.Production))
                .Validate(null, new ReconciliationOptions { WebhookBaseUrl = address, AllowHttp = allowHttp })
                .Failures
        );

    [Fact]
    public void In_development_http_will_do()
    {
        Assert.Null(ProblemsOfApi(Environments.Development, "http://mock/platform", allowHttp: false));
        Assert.Null(
            new WebhooksInClear(Environment(Environments.Development))
                .Validate(null, new ReconciliationOptions { WebhookBaseUrl = "http://webhooks" })
                .Failures
        );
    }

    [Theory]
    [InlineData("Production", true)]
    [InlineData("Staging", true)]
    [InlineData("Development", false)]
    public void Secrets_that_stand_in_the_sources_count_in_development_alone(string environment, bool isRefused)
    {
        var options = StoreBuilder.Options(store =>
        {
            store.ClientSecrets.Add("dev-client-secret");
            store.AccessToken = "dev-access-token";
            store.Platform.ApiKey = "dev-platform-key";
        });
        var failures =
            new PublishedSecrets(Environment(environment))
                .Validate(null, new StoresOptions { ["default"] = options })
                .Failures
            ?? [];

        Assert.Equal(
            isRefused
                ? ["Stores:default:ClientSecrets:1", "Stores:default:AccessToken", "Stores:default:Platform:ApiKey"]
                : [],
            failures.Select(failure => failure.Split(' ')[0]),
            StringComparer.Ordinal
        );
    }

    private static IEnumerable<string>? ProblemsOfApi(string environment, string address, bool allowHttp) =>
        (
            (IValidateOptions<StoresOptions>)
                new CallsInClear(Environment(environment), "Platform", store => store.Platform)
        )
            .Validate(
                null,
                new StoresOptions
                {
                    ["default"] = StoreBuilder.Options(store =>
                        (store.Platform.BaseUrl, store.Platform.AllowHttp) = (address, allowHttp)
                    ),
                }
            )
            .Failures;

    private static void AssertTold(string? problem, IEnumerable<string>? failures)
    {
        if (problem is null)
        {
            Assert.Null(failures);
        }
        else
        {
            Assert.Contains(problem, Assert.Single(failures!), StringComparison.Ordinal);
        }
    }

    private static HostingEnvironment Environment(string name) => new() { EnvironmentName = name };
}
