using RechargeSync.ConsoleTests.Browsing;
using RechargeSync.ConsoleTests.Hosting;
using Xunit.Runner.InProc.SystemConsole;

if (args is [])
{
    Console.Error.WriteLine("Usage: dotnet run --project tests/RechargeSync.Console.Tests -- pictures docs/images");
    return 2;
}

// Anything else comes from the runner of `dotnet test`.
if (args is not ["pictures", var directory])
{
    return await ConsoleRunner.Run(args);
}

await using var system = new ConsoleSystem();
await system.InitializeAsync();
await Pictures.TakeAsync(system, Path.GetFullPath(directory));
return 0;
