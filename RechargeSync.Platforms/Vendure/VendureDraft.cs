using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using RechargeSync.Platforms.Calls;

namespace RechargeSync.Platforms.Vendure;

/// <summary>The calls that make an order of a draft by Vendure's own mutations. Pure.</summary>
internal static class VendureDraft
{
    /// <summary>Makes an empty draft.</summary>
    public const string Create = "mutation { draft: createDraftOrder { id code state totalWithTax currencyCode } }";

    /// <summary>Takes a draft away.</summary>
    public const string Delete = "mutation($id: ID!) { deleteDraftOrder(orderId: $id) { result message } }";

    /// <summary>What <see cref="Delete"/> answers where the draft is gone.</summary>
    public const string Deleted = "DELETED";

    /// <summary>Makes a filled draft a paid order.</summary>
    public const string Pay = """
        mutation($id: ID!, $method: String!, $transaction: String) {
          ready: transitionOrderToState(id: $id, state: "ArrangingPayment") { ...Result }
          paid: addManualPaymentToOrder(
            input: { orderId: $id, method: $method, transactionId: $transaction, metadata: {} }
          ) {
            __typename ... on Order { id code state totalWithTax currencyCode } ... on ErrorResult { errorCode message }
          }
        }
        fragment Result on TransitionOrderToStateResult {
          __typename ... on Order { id } ... on OrderStateTransitionError { errorCode message transitionError }
        }
        """;

    /// <summary>Pays for an order that waits for it.</summary>
    public const string PayOnly = """
        mutation($id: ID!, $method: String!, $transaction: String) {
          paid: addManualPaymentToOrder(
            input: { orderId: $id, method: $method, transactionId: $transaction, metadata: {} }
          ) {
            __typename ... on Order { id code state totalWithTax currencyCode } ... on ErrorResult { errorCode message }
          }
        }
        """;

    /// <summary>What is asked of a result that may be an error.</summary>
    public const string Judged = "{ __typename ... on ErrorResult { errorCode message } }";

    /// <summary>What has to be known before an order can be made.</summary>
    public static VendureCall Look(PlatformOrder order, VendureSale sale, VendureShop shop, string shippingMethod)
    {
        var filter = VendureCatalogue.Filter([.. sale.Lines.Select(line => line.Line)], shop);
        var countries = new[] { order.ShippingAddress.Value, order.BillingAddress.Value }
            .Select(address => address?.Country?.ToUpperInvariant())
            .Where(country => !string.IsNullOrEmpty(country));
        var variables = new JsonObject
        {
            ["reference"] = order.Reference,
            ["email"] = VendureFields.EmailOf(order) ?? "",
            ["method"] = shippingMethod,
            ["countries"] = new JsonArray([.. countries.Select(country => (JsonNode?)country)]),
        };
        if (filter is not null)
        {
            variables["variants"] = filter;
        }

        var (parameter, field) = filter is null
            ? ("", "")
            : (
                ", $variants: ProductVariantFilterParameter!",
                "productVariants(options: { filter: $variants, take: 1000 }) "
                    + "{ items { id sku enabled product { enabled } } }"
            );
        return new VendureCall(
            $$"""
            query($reference: String!, $email: String!, $method: String!, $countries: [String!]!{{parameter}}) {
              orders(options: { filter: { externalReference: { eq: $reference } }, take: 1 }) {
                items { id code state totalWithTax currencyCode }
              }
              customers(options: { filter: { emailAddress: { eq: $email } }, take: 1 }) { items { id } }
              shippingMethods(options: { filter: { code: { eq: $method } }, take: 1 }) { items { id } }
              countries(options: { filter: { code: { in: $countries } } }) { items { code } }
              {{field}}
            }
            """,
            variables
        );
    }

    /// <summary>
    /// Fills a draft in one request, its reference first: whoever comes second is refused there by the unique index.
    /// </summary>
    /// <param name="id">The draft's.</param>
    /// <param name="order">The order.</param>
    /// <param name="sale">What it was sold for.</param>
    /// <param name="variants">Each line's variant.</param>
    /// <param name="customer">The customer's id; null makes one.</param>
    /// <param name="shippingMethod">The shipping method's id.</param>
    public static VendureCall Fill(
        string id,
        PlatformOrder order,
        VendureSale sale,
        IReadOnlyList<string> variants,
        string? customer,
        string shippingMethod
    )
    {
        var fields = VendureFields.OfNew(order, sale);
        fields[VendureFields.Reference] = order.Reference;
        var call = new Steps(id);
        call.Add(
            "fields",
            "setDraftOrderCustomFields(orderId: $id, input: $fields) { id }",
            "UpdateOrderInput!",
            new JsonObject { ["id"] = id, ["customFields"] = fields }
        );
        for (var i = 0; i < sale.Lines.Count; i++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"line{i}");
            call.Add(
                name,
                $"addItemToDraftOrder(orderId: $id, input: ${name}) {Judged}",
                "AddItemToDraftOrderInput!",
                new JsonObject
                {
                    ["productVariantId"] = variants[i],
                    ["quantity"] = sale.Lines[i].Line.Quantity,
                    ["customFields"] = VendureFields.Of(sale.Lines[i]),
                }
            );
        }

        if (customer is not null)
        {
            call.Add(
                "customer",
                $"setCustomerForDraftOrder(orderId: $id, customerId: $customer) {Judged}",
                "ID!",
                customer
            );
        }
        else
        {
            call.Add(
                "customer",
                $"setCustomerForDraftOrder(orderId: $id, input: $customer) {Judged}",
                "CreateCustomerInput!",
                VendureFields.Customer(order)
            );
        }

        AddAddress(call, "Shipping", order.ShippingAddress.Value);
        AddAddress(call, "Billing", order.BillingAddress.Value);
        call.Add(
            "priced",
            "setDraftOrderShippingMethod(orderId: $id, shippingMethodId: $priced) "
                + "{ ... on Order { id code state totalWithTax currencyCode } "
                + "... on ErrorResult { errorCode message } }",
            "ID!",
            shippingMethod
        );
        return call.Call(sale.Currency);
    }

    /// <summary>What is wrong with the first step that failed; null where all have done what they should.</summary>
    public static CallFailure? FailureOf(VendureAnswer answer) =>
        answer.Failure
        ?? answer
            .Data.EnumerateObject()
            .Select(step => VendureVerdict.OfResult(answer.Outcome, step.Value))
            .FirstOrDefault(failure => failure is not null);

    /// <summary>What is wrong with an order that is to be paid for; null where it comes to what was paid.</summary>
    public static CallFailure? DifferenceOf(VendureFound found, VendureSale sale, HttpOutcome outcome) =>
        found.Total == sale.Total && found.Currency == sale.Currency
            ? null
            : outcome.Judged(
                CallFailureKind.Permanent,
                PlatformReason.TotalDiffers,
                $"{found.Total} {found.Currency} instead of {sale.Total} {sale.Currency}, in the shop's unit"
            );

    private static void AddAddress(Steps call, string kind, PlatformAddress? address)
    {
        if (VendureFields.Address(address) is { } input)
        {
            var name = kind.ToLowerInvariant();
            call.Add(
                name,
                $"setDraftOrder{kind}Address(orderId: $id, input: ${name}) {{ id }}",
                "CreateAddressInput!",
                input
            );
        }
    }

    /// <summary>Steps of one request, done one after the other, each with a variable of its own name.</summary>
    internal sealed class Steps
    {
        private readonly JsonObject _variables;
        private readonly List<string> _parameters = [];
        private readonly StringBuilder _fields = new();

        public Steps(string id) => _variables = new JsonObject { ["id"] = id };

        public void Add(string name, string field, string type, JsonNode? variable)
        {
            _parameters.Add($"${name}: {type}");
            Add(name, field);
            _variables[name] = variable;
        }

        public void Add(string name, string field) =>
            _fields.Append(CultureInfo.InvariantCulture, $"  {name}: {field}\n");

        public VendureCall Call(string? currency)
        {
            // A variable that no field uses is an error.
            var fields = _fields.ToString();
            string[] id = fields.Contains("$id", StringComparison.Ordinal) ? ["$id: ID!"] : [];
            var query = $"mutation({string.Join(", ", [.. id, .. _parameters])}) {{\n{fields}}}";
            return new VendureCall(query, _variables, currency);
        }
    }
}
