using RechargeSync.FaultTests;

return await LongForm.RunAsync(args, Console.Out, CancellationToken.None);
