using System.Reflection;
using RechargeSync.MockPlatform.Stores;

namespace RechargeSync.MockPlatform.Recharge.Access;

/// <summary>Who calls, and in which version; known once <see cref="RechargeGate"/> has let the request in.</summary>
/// <param name="Store">The store that owns the access token.</param>
/// <param name="Version">The version asked for, or the store's default.</param>
internal sealed record RechargeCall(Store Store, ApiVersion Version) : IBindableFromHttpContext<RechargeCall>
{
    public static ValueTask<RechargeCall?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult(context.Features.Get<RechargeCall>());
}
