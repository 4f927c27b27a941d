namespace RechargeSync.MockPlatform.Recharge.Access;

/// <summary>An answer whose JSON is already written.</summary>
internal sealed class RawJson(int status, ReadOnlyMemory<byte> body, string contentType = "application/json") : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = status;
        httpContext.Response.ContentType = contentType;
        httpContext.Response.ContentLength = body.Length;
        await httpContext.Response.Body.WriteAsync(body, httpContext.RequestAborted);
    }
}
