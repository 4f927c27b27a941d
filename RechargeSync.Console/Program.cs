return await RechargeSync.Console.Web.WebHost.RunAsync(args);
