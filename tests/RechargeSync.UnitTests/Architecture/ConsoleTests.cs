using ArchUnitNET.Loader;
using ArchUnitNET.xUnitV3;
using RechargeSync.Console.Access;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace RechargeSync.UnitTests.Architecture;

/// <summary>What holds of the Console as a whole.</summary>
public sealed class ConsoleTests
{
    private static readonly ArchUnitNET.Domain.Architecture s_console = new ArchLoader()
        .LoadAssemblies(typeof(ApiKeys).Assembly, typeof(HttpClient).Assembly)
        .Build();

    [Fact]
    public void Pages_ask_in_process_and_send_no_operators_proof_over_http() =>
        Types()
            .That()
            .ResideInNamespaceMatching(@"^RechargeSync\.Console($|\.)")
            .Should()
            .NotDependOnAny(typeof(HttpClient))
            .Because("a call by HTTP may leave through a proxy, and with it what lets its bearer in")
            .Check(s_console);
}
