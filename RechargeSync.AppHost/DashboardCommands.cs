using System.Net.Mime;
using System.Text;

namespace RechargeSync.AppHost;

/// <summary>
/// What a person can do from the dashboard: play a shopper, let time pass, raise a storm, and act as an operator.
/// </summary>
internal static class DashboardCommands
{
    private const string StandardOrder =
        """{"kind":"standard","items":[{"sku":"COF-100-L","quantity":1,"price":"24.30"}]}""";
    private const string PrepaidOrder =
        """{"kind":"prepaid","shipments":3,"items":[{"sku":"COF-100-L","quantity":1,"price":"24.30"}]}""";

    private const string Storm = """
        {
          "platform": {
            "errorRate": 0.3,
            "ambiguousRate": 0.1,
            "rateLimitRate": 0.1,
            "retryAfterSeconds": 2,
            "malformedRate": 0.05,
            "latencyMs": 200
          },
          "recharge": { "errorRate": 0.1 },
          "webhooks": { "duplicates": 1, "reorder": 0.2 }
        }
        """;

    /// <summary>Adds the commands to the sandbox and to the Console.</summary>
    public static void Add(IResourceBuilder<ProjectResource> mock, IResourceBuilder<ProjectResource> console)
    {
        mock.WithHttpCommand(
                "/control/checkouts",
                "Place a standard order",
                commandName: "place-standard-order",
                commandOptions: Options("A shopper buys one bag of coffee.", "Cart", HttpMethod.Post, StandardOrder)
            )
            .WithHttpCommand(
                "/control/checkouts",
                "Place a prepaid order",
                commandName: "place-prepaid-order",
                commandOptions: Options(
                    "A shopper pays three months of coffee in advance; the first order ships now.",
                    "CartArrow",
                    HttpMethod.Post,
                    PrepaidOrder
                )
            )
            .WithHttpCommand(
                "/control/clock/advance",
                "Advance the clock",
                commandName: "advance-clock",
                commandOptions: Options(
                    "31 days pass, so that prepaid orders come due.",
                    "Clock",
                    HttpMethod.Post,
                    """{"days":31}"""
                )
            )
            .WithHttpCommand(
                "/control/faults",
                "Storm the platform",
                commandName: "storm-platform",
                commandOptions: Options(
                    "Errors, lost answers, rate limits, repeated and reordered webhooks, until you calm down.",
                    "WeatherThunderstorm",
                    HttpMethod.Put,
                    Storm
                )
            )
            .WithHttpCommand(
                "/control/faults",
                "Calm down",
                commandName: "calm-down",
                commandOptions: Options("Ends all faults.", "WeatherSunny", HttpMethod.Delete)
            );
        console
            .WithHttpCommand(
                "/admin/v1/dead-letters/replay",
                "Replay dead letters",
                commandName: "replay-dead-letters",
                commandOptions: Options(
                    "Gives all dead orders of store default another chance.",
                    "ArrowRepeatAll",
                    HttpMethod.Post,
                    """{"store":"default","kind":"order","note":"from the dashboard"}"""
                )
            )
            .WithHttpCommand(
                "/admin/v1/reconciliation/run",
                "Reconcile",
                commandName: "reconcile",
                commandOptions: Options(
                    "Compares the orders of store default with Recharge's now.",
                    "ArrowSync",
                    HttpMethod.Post,
                    """{"store":"default","note":"from the dashboard"}"""
                )
            );
    }

    private static HttpCommandOptions Options(
        string description,
        string icon,
        HttpMethod method,
        string? body = null
    ) =>
        new()
        {
            Description = description,
            IconName = icon,
            Method = method,

            // What the service answered is shown, an error's text too.
            ResultMode = HttpCommandResultMode.Auto,
            PrepareRequest = context =>
            {
                // No web page can send this header to the developer's machine, so the admin API knows that no page is
                // behind the call.
                context.Request.Headers.Add("X-RechargeSync-Caller", "dashboard");
                context.Request.Content = body is null
                    ? null
                    : new StringContent(body, Encoding.UTF8, MediaTypeNames.Application.Json);
                return Task.CompletedTask;
            },
        };
}
