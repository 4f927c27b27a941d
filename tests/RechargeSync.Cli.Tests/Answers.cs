namespace RechargeSync.Cli.Tests;

/// <summary>Answers of the admin API.</summary>
internal static class Answers
{
    public const string Session = """{"name":"alice","role":"operator","signedInBy":"key"}""";

    public const string Order = """
        {"store":"default","orderId":534919106,"reference":"recharge:default:534919106","state":"dead","reason":"refused","rechargeStatus":"success","standing":"paid","remarks":0,"kind":"standard",
         "chargeId":580825290,"platformOrderId":null,"platformOrderNumber":null,"nextStep":"push","attempts":3,"retryAt":null,"createdAt":"2026-03-02T14:00:00+00:00",
         "updatedAt":"2026-03-02T14:01:00+00:00","finishedAt":"2026-03-02T14:01:00+00:00","ageMs":60000,"traceId":null}
        """;

    public const string Failure = """
        {"at":"2026-03-02T14:01:00+00:00","type":"failed","title":"The platform refused the order","step":"push","outcome":"failed","reason":"refused","status":422,
         "detail":"unknown sku","durationMs":120,"requestId":"req-1","traceId":null,"traceUrl":null,"deliveryId":null,"actor":null}
        """;

    public const string Detail = $$"""
        {"order":{{Order}},"next":{"step":"push","why":"It is dead until somebody acts.","at":null,"verifyFirst":true},"addressId":1,"standing":"paid","platformStanding":null,"refunded":null,"platformRefunded":null,
         "question":null,"linkedId":null,"released":false,"remarks":[],"unread":null,"adopted":false,"pushedAt":null,
         "orderWrittenAt":null,"chargeWrittenAt":null,"chargeWarning":null,"failingSince":null,"workedOn":false,"payloadDeliveryId":7,"timeline":[{{Failure}}],
         "timelineIsCut":false,"actions":["retry","place","ignore"],"redoSteps":["push"],"traceUrl":null}
        """;

    public static string Job(string state, int done, int total) =>
        $$"""
            {"id":12,"store":"default","action":"replay","kind":"order","reason":"unauthorized","runId":null,"state":"{{state}}",
             "total":{{total}},"done":{{done}},"actor":"alice","note":null,"createdAt":"2026-03-02T14:00:00+00:00","startedAt":null,
             "finishedAt":{{(state is "done" or "stopped" ? "\"2026-03-02T14:01:00+00:00\"" : "null")}},
             "stoppedBy":{{(state == "stopped" ? "\"otto\"" : "null")}},"error":{{(
                state == "stalled" ? "\"unexpected\"" : "null"
            )}}}
            """;

    public static string Page(string? next, params string[] items) =>
        $$"""{"items":[{{string.Join(',', items)}}],"next":{{(next is null ? "null" : $"\"{next}\"")}}}""";

    public static string Problem(string title, string detail) => $$"""{"title":"{{title}}","detail":"{{detail}}"}""";

    public static string Live(int id, string text) =>
        $$"""{"id":"{{id}}","at":"2026-03-02T14:00:00+00:00","type":"order","store":"default","resource":"order/1","outcome":"ok","text":"{{text}}","traceId":null}""";
}
