using RechargeSync.Console.Client;

namespace RechargeSync.Console.Access;

/// <summary>Whoever looks at what is being answered: what may be shown depends on the role.</summary>
internal sealed class Onlooker(IHttpContextAccessor http)
{
    /// <summary>True for an operator; false for a viewer, and where nobody is known.</summary>
    public bool IsOperator =>
        http.HttpContext is { } context && AdminCaller.Of(context.User)?.Role == AdminRoles.Operator;
}
