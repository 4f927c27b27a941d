using RechargeSync.Console.Parts;

namespace RechargeSync.Console.Orders;

/// <summary>The planner's steps in plain words, and what doing one again means. Pure.</summary>
internal static class StepText
{
    public static (string Name, string Again) Of(string step) =>
        step switch
        {
            "push" => (
                "create it on the platform",
                "Looks the reference up on the platform first. Where the order is there it is taken as it is, "
                    + "else it is created. The ids are written to Recharge again."
            ),
            "update_platform" => (
                "bring the platform's order up to date",
                "Sends the fields of the payload in force to the platform again, over what was changed there by hand."
            ),
            "write_order_ids" => (
                "write the ids to Recharge's order",
                "Writes the platform's id and number to the Recharge order again. "
                    + "Recharge answers with an order/updated, which changes nothing here."
            ),
            "write_charge_id" => (
                "write the id to Recharge's charge",
                "Writes the platform's id to the Recharge charge again, and forgets an earlier warning."
            ),
            "read_order" => (
                "ask Recharge for the order",
                "Reads the order from Recharge, and goes on with what it answers."
            ),
            "check_link" => (
                "look up the order that Recharge links",
                "Looks on the platform for the order that Recharge links, and adopts it where it is there."
            ),
            "cancel_on_platform" => ("cancel the platform's order", "Asks the platform again to cancel the order."),
            "refund_on_platform" => (
                "tell the platform what has been given back",
                "Tells the platform again what Recharge has given back so far."
            ),
            "read_charge" => (
                "ask Recharge's charge whether it is prepaid",
                "Reads the charge again, and goes on with what it says."
            ),
            _ => (Display.Plain(step), "Goes on from this step."),
        };
}
