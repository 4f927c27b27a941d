using RechargeSync.FaultTests;
using Xunit.Runner.InProc.SystemConsole;

// The options of the long form begin with two dashes; nothing that the runner of `dotnet test` passes does.
return args is [] or [['-', '-', ..], ..]
    ? await LongForm.RunAsync(args, Console.Out, CancellationToken.None)
    : await ConsoleRunner.Run(args);
