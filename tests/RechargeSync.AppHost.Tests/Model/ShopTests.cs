using RechargeSync.AppHost.Shops;

namespace RechargeSync.AppHost.Tests.Model;

/// <summary>What <c>--platform</c> adds to the model.</summary>
public sealed class ShopTests
{
    /// <summary>The kinds, with the resource on which a service waits last before it can place orders.</summary>
    public static TheoryData<string, string[], string> Kinds =>
        new()
        {
            { "vendure", ["vendure-packages", "vendure-setup", "vendure"], "vendure" },
            { "medusa", ["medusa-packages", "medusa-setup", "medusa", "medusa-seed"], "medusa-seed" },
        };

    [Theory]
    [InlineData(new[] { "--platform", "vendure" }, new[] { "--Platform:Kind", "vendure" })]
    [InlineData(new[] { "--platform=medusa" }, new[] { "--Platform:Kind=medusa" })]
    [InlineData(new[] { "--platforms", "--x", "platform" }, new[] { "--platforms", "--x", "platform" })]
    public void Platform_is_spelt_as_configuration_knows_it(string[] given, string[] expected) =>
        Assert.Equal(expected, ShopSelection.WithPlatform(given), StringComparer.Ordinal);

    [Fact]
    public async Task Unknown_platform_is_refused_and_says_which_there_are()
    {
        await using var appHost = await AppHostModel.OfRunAsync("--platform", "magento");

        Assert.Contains(
            "Platform:Kind (--platform) is 'magento': known are http, medusa, vendure.",
            appHost.Problems(),
            StringComparer.Ordinal
        );
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Platform_is_installed_set_up_and_then_run(string kind, string[] steps, string last)
    {
        SkipWithoutNode();
        await using var appHost = await AppHostModel.OfRunAsync("Stores=processes", "--platform", kind);

        Assert.All(
            steps.Zip(steps.Skip(1)),
            step => Assert.Contains(step.First, Waits(appHost, step.Second), StringComparer.Ordinal)
        );
        Assert.Equal(last, steps[^1]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Whoever_places_orders_waits_for_the_platform(string kind, string[] steps, string last)
    {
        SkipWithoutNode();
        await using var appHost = await AppHostModel.OfRunAsync("Stores=processes", "--platform", kind);

        Assert.Contains(kind, steps, StringComparer.Ordinal);
        Assert.All(
            ["worker", "console"],
            service =>
            {
                Assert.Contains(kind, Waits(appHost, service), StringComparer.Ordinal);
                Assert.Contains(last, Waits(appHost, service), StringComparer.Ordinal);
            }
        );
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Platform_has_its_admin_page_unless_told_otherwise_and_nothing_waits_for_it(
        string kind,
        string[] steps,
        string last
    )
    {
        SkipWithoutNode();
        await using var with = await AppHostModel.OfRunAsync("Stores=processes", "--platform", kind);
        await using var without = await AppHostModel.OfRunAsync(
            "Stores=processes",
            "Platform:AdminPage=false",
            "--platform",
            kind
        );

        Assert.Equal("on", (await GivenAsync(with, kind)).GetValueOrDefault("ADMIN_PAGE"));
        Assert.False((await GivenAsync(without, kind)).ContainsKey("ADMIN_PAGE"));
        Assert.NotEqual(Links(with, kind), Links(without, kind));
        var others = with.Resources.Select(resource => resource.Name).Except(
            [$"{kind}-admin"],
            StringComparer.Ordinal
        );
        Assert.All(others, name => Assert.DoesNotContain($"{kind}-admin", Waits(with, name), StringComparer.Ordinal));
        Assert.DoesNotContain(without.Resources, resource => resource.Name == $"{kind}-admin");
        Assert.Contains(last, steps, StringComparer.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("--platform", "http")]
    public async Task Sandbox_takes_the_orders_where_no_platform_is_chosen(params string[] args)
    {
        await using var appHost = await AppHostModel.OfRunAsync(["Stores=processes", .. args]);

        Assert.DoesNotContain(appHost.Services, service => service.ServiceType == typeof(Shop));
        Assert.DoesNotContain(
            appHost.Resources,
            resource => Kinds.Any(kind => resource.Name.StartsWith(kind.Data.Item1, StringComparison.Ordinal))
        );
    }

    private static void SkipWithoutNode() =>
        Assert.SkipUnless(ShopSelection.MissingPrograms() is [], "Needs node and npm on PATH.");

    private static int Links(IDistributedApplicationTestingBuilder appHost, string resource) =>
        appHost.Named(resource).Annotations.OfType<ResourceUrlsCallbackAnnotation>().Count();

    // As the model says it: its values are not there before something runs.
    private static async Task<Dictionary<string, object>> GivenAsync(
        IDistributedApplicationTestingBuilder appHost,
        string resource
    )
    {
        var context = new EnvironmentCallbackContext(
            new DistributedApplicationExecutionContext(DistributedApplicationOperation.Run)
        );
        foreach (var annotation in appHost.Named(resource).Annotations.OfType<EnvironmentCallbackAnnotation>())
        {
            await annotation.Callback(context);
        }

        return context.EnvironmentVariables;
    }

    private static string[] Waits(IDistributedApplicationTestingBuilder appHost, string resource) =>
        [.. appHost.Named(resource).Annotations.OfType<WaitAnnotation>().Select(wait => wait.Resource.Name)];
}
