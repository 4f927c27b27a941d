using RechargeSync.ConsoleTests.Browsing;
using RechargeSync.ConsoleTests.Hosting;

if (args is not ["pictures", var directory])
{
    Console.Error.WriteLine("Usage: dotnet run --project tests/RechargeSync.Console.Tests -- pictures docs/images");
    return 2;
}

await using var system = new ConsoleSystem();
await system.InitializeAsync();
await Pictures.TakeAsync(system, Path.GetFullPath(directory));
return 0;
