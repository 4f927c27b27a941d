using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace RechargeSync.ConsoleTests.Browsing;

/// <summary>One browser window with its own cookies, and what the browser complained about.</summary>
internal sealed class Window : IAsyncDisposable
{
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
    public async Task<IResponse> GoToAsync(string address) => (await Page.GotoAsync(address, new() { WaitUntil = WaitUntilState.Load }))!;

    public Task ClickLinkAsync(string name) => Page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true }).First.ClickAsync();

    public Task ClickButtonAsync(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).First.ClickAsync();

    /// <summary>The page's first heading.</summary>
    public async Task<string> HeadingAsync() => (await Page.Locator("h1").InnerTextAsync()).Trim();

    /// <summary>What can be read of the page's content.</summary>
    public Task<string> TextAsync() => Page.Locator("main").InnerTextAsync();

    public ValueTask DisposeAsync() => _context.DisposeAsync();
}
