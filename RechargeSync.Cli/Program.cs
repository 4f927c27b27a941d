using RechargeSync.Cli;

return await CommandLine.RunAsync(args);
