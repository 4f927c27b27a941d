using System.Text.Json.Nodes;
using RechargeSync.MockPlatform.Recharge.Records;

namespace RechargeSync.MockPlatform.Recharge.Shapes;

/// <summary>
/// Turns a document of one version into the other. Members that neither version knows are carried over.
/// </summary>
internal static class RecordShape
{
    /// <summary>A whole document, completed with what the target version always has.</summary>
    public static JsonObject Translate(RecordKind kind, JsonObject source, ApiVersion to, StoreTime time)
    {
        var target = TranslateMembers(kind, source, to, time);
        switch (kind, to)
        {
            case (RecordKind.Order, ApiVersion.January2021):
                OrderToJanuary.Complete(target);
                break;
            case (RecordKind.Order, _):
                OrderToNovember.Complete(target);
                break;
            case (_, ApiVersion.January2021):
                ChargeToJanuary.Complete(target);
                break;
            default:
                ChargeToNovember.Complete(target);
                break;
        }

        return target;
    }

    /// <summary>Only the members that are there, as a change needs them.</summary>
    public static JsonObject TranslateMembers(RecordKind kind, JsonObject source, ApiVersion to, StoreTime time)
    {
        var target = new JsonObject();
        foreach (var (name, value) in source)
        {
            switch (kind, to)
            {
                case (RecordKind.Order, ApiVersion.January2021):
                    OrderToJanuary.Member(name, value, target, time);
                    break;
                case (RecordKind.Order, _):
                    OrderToNovember.Member(name, value, target, time);
                    break;
                case (_, ApiVersion.January2021):
                    ChargeToJanuary.Member(name, value, target, time);
                    break;
                default:
                    ChargeToNovember.Member(name, value, target, time);
                    break;
            }
        }

        return target;
    }
}
