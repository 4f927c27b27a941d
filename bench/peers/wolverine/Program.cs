using JasperFx;
using JasperFx.Resources;
using WolverinePeer;

var settings = new Settings();
switch (args is [var role, ..] ? role : "")
{
    case "tables":
        await Tables.CreateAsync(settings);
        using (var ingress = Ingress.Build(settings))
        using (var worker = OrderWorker.Create(settings).Build())
        {
            await ingress.SetupResources();
            await worker.SetupResources();
        }

        return 0;
    case "ingress":
        await using (var app = Ingress.Build(settings))
        {
            await WebhookServer.RunAsync(app);
        }

        return 0;
    case "worker":
        await OrderWorker.RunAsync(settings);
        return 0;
    case "codegen":
        return await OrderWorker.Create(settings).Build().RunJasperFxCommands(args);
    default:
        Console.Error.WriteLine("usage: WolverinePeer tables|ingress|worker|codegen");
        return 2;
}
