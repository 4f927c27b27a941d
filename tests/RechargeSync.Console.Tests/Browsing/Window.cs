using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace RechargeSync.ConsoleTests.Browsing;

/// <summary>One browser window with its own cookies, and what the browser complained about.</summary>
internal sealed class Window : IAsyncDisposable
{
    private static readonly TimeSpan s_longestLoad = TimeSpan.FromSeconds(30);

    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _complaints = [];

    private Window(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                _complaints.Enqueue(message.Text);
            }
        };
        page.PageError += (_, error) => _complaints.Enqueue(error);
        page.RequestFailed += (_, request) => _complaints.Enqueue($"{request.Url}: {request.Failure}");

        // A dialog means that a script of a payload ran.
        page.Dialog += async (_, dialog) =>
        {
            _complaints.Enqueue("dialog: " + dialog.Message);
            await dialog.DismissAsync();
        };
    }

    public IPage Page { get; }

    /// <summary>Errors and warnings since it was opened.</summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    public static async Task<Window> OpenAsync(IBrowserContext context) => new(context, await context.NewPageAsync());

    /// <summary>Goes to a page.</summary>
    /// <returns>The answer.</returns>
    public async Task<IResponse> GoToAsync(string address) =>
        (await Page.GotoAsync(address, new() { WaitUntil = WaitUntilState.Load }))!;

    /// <summary>Follows a link; returns once the page that it leads to is loaded.</summary>
    public Task ClickLinkAsync(string name) => LeaveByAsync(AriaRole.Link, name);

    /// <summary>Sends a form; returns once the page that answers is loaded.</summary>
    public Task ClickButtonAsync(string name) => LeaveByAsync(AriaRole.Button, name);

    /// <summary>The page's first heading.</summary>
    public async Task<string> HeadingAsync() => (await Page.Locator("h1").InnerTextAsync()).Trim();

    /// <summary>What can be read of the page's content.</summary>
    public Task<string> TextAsync() => Page.Locator("main").InnerTextAsync();

    // A click returns when it is done, which may be before the browser has left the page: what is read then is still
    // the old one.
    private async Task LeaveByAsync(AriaRole role, string name)
    {
        var loaded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void OnLoad(object? sender, IPage page) => loaded.TrySetResult();
        Page.Load += OnLoad;
        try
        {
            await Page.GetByRole(role, new() { Name = name, Exact = true }).First.ClickAsync();
            await loaded.Task.WaitAsync(s_longestLoad, TimeProvider.System);
        }
        finally
        {
            Page.Load -= OnLoad;
        }
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();
}
