using Microsoft.Playwright;

namespace RechargeSync.ConsoleTests.Browsing;

/// <summary>Looks for what keeps people from using a page.</summary>
internal static class AxeCheck
{
    private const string Run = """
        async () => (await axe.run(document, { resultTypes: ['violations'] })).violations
            .filter(violation => violation.impact === 'serious' || violation.impact === 'critical')
            .map(violation => `${violation.id}: ${violation.nodes.map(node => `${node.html} (${node.failureSummary})`).join(' | ')}`)
        """;

    private static readonly string s_axe = Read();

    /// <summary>Serious and critical findings.</summary>
    public static async Task<string[]> FindingsAsync(IPage page)
    {
        await page.EvaluateAsync(s_axe);
        return await page.EvaluateAsync<string[]>(Run);
    }

    private static string Read()
    {
        using var reader = new StreamReader(typeof(AxeCheck).Assembly.GetManifestResourceStream("axe.min.js")!);
        return reader.ReadToEnd();
    }
}
