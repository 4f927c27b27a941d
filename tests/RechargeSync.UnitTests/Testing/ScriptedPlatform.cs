using Microsoft.Extensions.DependencyInjection;
using RechargeSync.Core.Platforms;
using RechargeSync.Core.Stores;
using RechargeSync.Platforms;
using RechargeSync.Platforms.Calls;
using RechargeSync.Testing;

namespace RechargeSync.UnitTests.Testing;

/// <summary>A platform that answers what a test has set up, call by call, and keeps what it was asked.</summary>
internal sealed class ScriptedPlatform : IOrderPlatform
{
    public const string Kind = "scripted";

    private readonly Queue<object?> _answers = [];

    public PlatformCapabilities Capabilities { get; set; } = (PlatformCapabilities)(-1);

    /// <summary>The calls in their order, such as <c>find recharge:default:1</c>.</summary>
    public List<string> Calls { get; } = [];

    public ScriptedPlatform Answers(object? answer)
    {
        _answers.Enqueue(answer);
        return this;
    }

    /// <summary>The registry of stores whose platform this is.</summary>
    public PlatformRegistry Registry(StoreRegistry stores, IHttpClientFactory http) =>
        TestPlatforms.Registry(
            stores,
            http,
            services => services.AddSingleton(this).AddOrderPlatform<Forwarding>(Kind)
        );

    public Task<PlatformAnswer> FindAsync(string reference, CancellationToken cancellationToken) =>
        Next<PlatformAnswer>($"find {reference}");

    public Task<PlatformAnswer> CreateAsync(OutgoingOrder order, CancellationToken cancellationToken) =>
        Next<PlatformAnswer>($"create {order.Order.Reference}");

    public Task<PlatformAnswer> UpdateAsync(
        string platformOrderId,
        PlatformUpdate update,
        CancellationToken cancellationToken
    ) => Next<PlatformAnswer>($"update {platformOrderId}");

    public Task<PlatformAnswer> GetAsync(string platformOrderId, CancellationToken cancellationToken) =>
        Next<PlatformAnswer>($"get {platformOrderId}");

    public Task<PlatformChange> CancelAsync(
        PlatformCancellation cancellation,
        CancellationToken cancellationToken
    ) => Next<PlatformChange>($"cancel {cancellation.PlatformOrderId} {cancellation.Currency}");

    public Task<PlatformChange> RefundAsync(
        string platformOrderId,
        PlatformRefund refund,
        CancellationToken cancellationToken
    ) => Next<PlatformChange>($"refund {platformOrderId} {refund.Currency}");

    public Task<CallFailure?> ClearCartAsync(PlatformCart cart, CancellationToken cancellationToken) =>
        Next<CallFailure?>($"clear {cart.Id} {cart.Currency}");

    public Task<IReadOnlyList<PlatformFinding>> CheckAsync(CancellationToken cancellationToken) =>
        Next<IReadOnlyList<PlatformFinding>>("check");

    private Task<T> Next<T>(string call)
    {
        Calls.Add(call);
        return Task.FromResult((T)_answers.Dequeue()!);
    }

    /// <summary>What a registry makes, one for each store.</summary>
    private sealed class Forwarding(ScriptedPlatform to) : IOrderPlatform
    {
        public PlatformCapabilities Capabilities => to.Capabilities;

        public Task<PlatformAnswer> FindAsync(string reference, CancellationToken cancellationToken) =>
            to.FindAsync(reference, cancellationToken);

        public Task<PlatformAnswer> CreateAsync(OutgoingOrder order, CancellationToken cancellationToken) =>
            to.CreateAsync(order, cancellationToken);

        public Task<PlatformAnswer> UpdateAsync(
            string platformOrderId,
            PlatformUpdate update,
            CancellationToken cancellationToken
        ) => to.UpdateAsync(platformOrderId, update, cancellationToken);

        public Task<PlatformAnswer> GetAsync(string platformOrderId, CancellationToken cancellationToken) =>
            to.GetAsync(platformOrderId, cancellationToken);

        public Task<PlatformChange> CancelAsync(
            PlatformCancellation cancellation,
            CancellationToken cancellationToken
        ) => to.CancelAsync(cancellation, cancellationToken);

        public Task<PlatformChange> RefundAsync(
            string platformOrderId,
            PlatformRefund refund,
            CancellationToken cancellationToken
        ) => to.RefundAsync(platformOrderId, refund, cancellationToken);

        public Task<CallFailure?> ClearCartAsync(PlatformCart cart, CancellationToken cancellationToken) =>
            to.ClearCartAsync(cart, cancellationToken);

        public Task<IReadOnlyList<PlatformFinding>> CheckAsync(CancellationToken cancellationToken) =>
            to.CheckAsync(cancellationToken);
    }
}
