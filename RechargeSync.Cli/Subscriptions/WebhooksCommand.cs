using System.CommandLine;

namespace RechargeSync.Cli.Subscriptions;

/// <summary><c>webhooks</c>: the stores' webhook subscriptions at Recharge.</summary>
internal static class WebhooksCommand
{
    public static Command Build(CliEnvironment environment) =>
        new("webhooks", "List, register or repair webhook subscriptions at Recharge.")
        {
            new ListSubscriptionsCommand(environment),
            new RepairCommand(environment),
        };
}
