using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Hitl.Tests.Postgres;

/// <summary>Somebody else's keeper of checkpoints: takes them by POST, tells the newest by GET.</summary>
internal sealed class AnchorSink(WebApplication app) : IAsyncDisposable
{
    public List<string> Notes { get; } = [];

    public List<string> Credentials { get; } = [];

    public bool IsDown { get; set; }

    public Uri Address => new(app.Urls.First() + "/anchor");

    public static async Task<AnchorSink> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var sink = new AnchorSink(app);
        app.MapPost("/anchor", sink.TakeAsync);
        app.MapGet("/anchor", () => sink.IsDown ? Results.StatusCode(503) : sink.Notes.Count == 0 ? Results.NotFound() : Results.Text(sink.Notes[^1]));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return sink;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private async Task<IResult> TakeAsync(HttpRequest request)
    {
        if (IsDown) return Results.StatusCode(503);
        using var body = new StreamReader(request.Body);
        Notes.Add(await body.ReadToEndAsync());
        Credentials.Add(request.Headers.Authorization.ToString());
        return Results.NoContent();
    }
}
