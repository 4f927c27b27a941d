using Microsoft.Playwright;
using RechargeSync.ConsoleTests.Hosting;
using RechargeSync.ConsoleTests.Seeding;

namespace RechargeSync.ConsoleTests.Browsing;

/// <summary>Takes the pictures of the documentation.</summary>
internal static class Pictures
{
    private static readonly (string Name, string Address, ColorScheme Scheme, bool IsPhone)[] s_pictures =
    [
        ("console-overview", "/?range=day", ColorScheme.Light, false),
        ("console-overview-dark", "/?range=day", ColorScheme.Dark, false),
        ("console-order", "/orders/default/" + SeededIds.StoryText, ColorScheme.Light, false),
        ("console-dead-letters", "/dead-letters", ColorScheme.Light, false),
        ("console-phone", "/", ColorScheme.Dark, true),
    ];

    public static async Task TakeAsync(ConsoleSystem system, string directory)
    {
        Directory.CreateDirectory(directory);
        foreach (var (name, address, scheme, isPhone) in s_pictures)
        {
            await using var window = await system.OpenAsync(scheme: scheme, isPhone: isPhone, isSharp: true);
            if (!isPhone)
            {
                await window.Page.SetViewportSizeAsync(1360, 1100);
            }

            await window.GoToAsync(address);
            await window.Page.ScreenshotAsync(
                new() { Path = Path.Combine(directory, name + ".png"), Scale = ScreenshotScale.Css }
            );
        }
    }
}
