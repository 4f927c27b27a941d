using Microsoft.AspNetCore.Components;
using RechargeSync.Core.Admin.Access;
using RechargeSync.Core.Admin.Client;
using RechargeSync.Core.Admin.Contracts;

namespace RechargeSync.Console.Components;

/// <summary>What every page has: the admin API, who looks, and the clock.</summary>
public abstract class Page : ComponentBase
{
    private bool _isLoaded;

    /// <summary>The admin API, in the name of who looks.</summary>
    [Inject]
    protected AdminClient Api { get; set; } = null!;

    /// <summary>The clock.</summary>
    [Inject]
    protected TimeProvider Time { get; set; } = null!;

    /// <summary>The request.</summary>
    [CascadingParameter]
    protected HttpContext Context { get; set; } = null!;

    /// <summary>Whether who looks may act. Only decides what is shown: the API decides what is done.</summary>
    protected bool IsOperator => AdminCaller.Of(Context.User)?.Role == SessionInfo.Operator;

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

    /// <summary>A field of a query that was left empty counts as not given.</summary>
    protected static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
