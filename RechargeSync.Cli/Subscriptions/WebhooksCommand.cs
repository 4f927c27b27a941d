using System.CommandLine;

namespace RechargeSync.Console.Cli.Verbs;

/// <summary><c>webhooks</c>: the stores' webhook subscriptions at Recharge.</summary>
internal static class SubscriptionVerbs
{
    public static Command Build(Terminal terminal) =>
        new("webhooks", "List, register or repair webhook subscriptions at Recharge.")
        {
            new SubscriptionListVerb(terminal),
            new SubscriptionRepairVerb(terminal),
        };
}
