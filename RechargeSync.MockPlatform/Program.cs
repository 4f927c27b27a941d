using RechargeSync.MockPlatform;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults(watched: "/control/audit");
builder.AddMockPlatform();

var app = builder.Build();
app.MapMockPlatform();
app.MapDefaultEndpoints();
app.Run();
