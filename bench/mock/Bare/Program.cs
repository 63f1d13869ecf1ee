// The baseline: a bare Kestrel endpoint that gives fixed answers, whatever it is asked.
using System.Text;

var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
builder
    .WebHost.UseKestrelCore()
    .ConfigureKestrel(kestrel =>
    {
        kestrel.AddServerHeader = false;
        kestrel.ListenLocalhost(int.Parse(args[0], System.Globalization.CultureInfo.InvariantCulture));
    });
builder.Services.AddRoutingCore();
var app = builder.Build();
app.UseRouting();
var refusal = Encoding.UTF8.GetBytes("""{"code":401,"message":"Invalid JWT Token"}""");
var success = Encoding.UTF8.GetBytes("""{"code":200,"message":"logout successful","data":{}}""");
app.MapPost("/refusal", http => AnswerAsync(http, 401, refusal));
var tokens = Encoding.UTF8.GetBytes(
    """{"code":200,"data":{"token":"TOKEN","refresh_token":"TOKEN"}}""".Replace("TOKEN", new string('x', 330), StringComparison.Ordinal)
);
app.MapPost("/login", http => AnswerAsync(http, 200, tokens));
app.MapPost("/success", http => AnswerAsync(http, 200, success));
await app.RunAsync();

static async Task AnswerAsync(HttpContext http, int status, byte[] body)
{
    // A server that answers a POST has to take its body in.
    while (true)
    {
        var read = await http.Request.BodyReader.ReadAsync(http.RequestAborted);
        http.Request.BodyReader.AdvanceTo(read.Buffer.End);
        if (read.IsCompleted)
            break;
    }

    http.Response.StatusCode = status;
    http.Response.ContentType = "application/json";
    http.Response.ContentLength = body.Length;
    if (status == StatusCodes.Status401Unauthorized)
        http.Response.Headers.WWWAuthenticate = "Bearer";
    await http.Response.BodyWriter.WriteAsync(body, http.RequestAborted);
}
