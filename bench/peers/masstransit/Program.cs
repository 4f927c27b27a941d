using MassTransitPeer;

var settings = new Settings();
switch (args is [var role] ? role : "")
{
    case "tables":
        await Tables.CreateAsync(settings);
        return 0;
    case "ingress":
        await Ingress.RunAsync(settings);
        return 0;
    case "worker":
        await OrderWorker.RunAsync(settings);
        return 0;
    default:
        Console.Error.WriteLine("usage: MassTransitPeer tables|ingress|worker");
        return 2;
}
