using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using RechargeSync.Console.Access;
using RechargeSync.Console.Client;
using RechargeSync.Console.Hosting;

namespace RechargeSync.Console.Layout;

/// <summary>What every page has: who looks, the clock, and one rendering when everything is there.</summary>
public abstract class Page : ComponentBase
{
    private bool _isLoaded;

    /// <summary>The clock.</summary>
    [Inject]
    protected TimeProvider Time { get; set; } = null!;

    /// <summary>The request.</summary>
    [CascadingParameter]
    protected HttpContext Context { get; set; } = null!;

    [Inject]
    private IAuthorizationService Authorization { get; set; } = null!;

    /// <summary>Whether who looks may act. Only decides what is shown: the policies decide what is done.</summary>
    protected bool IsOperator => AdminCaller.Of(Context.User)?.Role == AdminRoles.Operator;

    /// <summary>Ends with the request.</summary>
    protected CancellationToken Aborted => Context.RequestAborted;

    /// <summary>Rendered once, when everything is there: nothing is sent before.</summary>
    public override async Task SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this);
        if (!_isLoaded)
        {
            await LoadAsync();
            _isLoaded = true;
        }

        await base.SetParametersAsync(ParameterView.Empty);
    }

    /// <summary>Gets what the page shows.</summary>
    protected virtual Task LoadAsync() => Task.CompletedTask;

    /// <summary>
    /// For what a form of the page itself does: the page is for viewers, so its endpoint does not ask for more.
    /// </summary>
    /// <returns>The name under which it is recorded.</returns>
    /// <exception cref="RefusedException">Who looks may not act.</exception>
    private protected async Task<string> RequireOperatorAsync() =>
        (await Authorization.AuthorizeAsync(Context.User, AccessServices.Operators)).Succeeded
            ? AdminCaller.NameOf(Context)
            : throw new RefusedException(Refusal.Forbidden);

    /// <summary>A field of a query that was left empty counts as not given.</summary>
    protected static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
