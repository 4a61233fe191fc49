using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Hitl.Tests.Sandbox.Running;

/// <summary>The app Slack talks to, as small as can be: it keeps what it received and answers as told.</summary>
internal sealed class StandInApp : IAsyncDisposable
{
    private readonly WebApplication _app;

    private StandInApp(WebApplication app) => _app = app;

    public ConcurrentQueue<(IHeaderDictionary Headers, string Body)> Received { get; } = new();

    /// <summary>Replaceable at any time; answers 200 without a body at first.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = _ => Task.CompletedTask;

    public string Url => _app.Urls.Single() + "/slack";

    public static async Task<StandInApp> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var standIn = new StandInApp(app);
        app.MapPost("/slack", async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            standIn.Received.Enqueue((new HeaderDictionary(context.Request.Headers.ToDictionary()), await reader.ReadToEndAsync()));
            await standIn.Answer(context);
        });
        await app.StartAsync();
        return standIn;
    }

    public Func<HttpContext, Task> Says(string body, int status = 200) => context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body);
    };

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
