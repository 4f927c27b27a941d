using RechargeSync.Console.Hosting;

return await ConsoleHost.RunAsync(args);
