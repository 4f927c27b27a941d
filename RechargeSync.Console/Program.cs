using RechargeSync.Console.Cli;
using RechargeSync.Console.Web;

// A verb runs the command line; nothing, or the web host's own options, start the web host.
return CommandLine.IsMeant(args) ? await CommandLine.RunAsync(args) : await WebHost.RunAsync(args);
