using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Hitl.Sandbox;
using Hitl.Sandbox.Journaling;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Hitl.Tests.Sandbox.Running;

/// <summary>A sandbox on a free port, driven over HTTP as everybody else drives it.</summary>
internal sealed class RunningSandbox : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RunningSandbox(WebApplication app, SandboxTime time)
    {
        (_app, Time) = (app, time);
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public HttpClient Http { get; }

    public SandboxTime Time { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<RunningSandbox> StartAsync(string directory = "", params string[] options)
    {
        var time = new SandboxTime();
        var app = SandboxHost.Build(
            ["--Sandbox:Url=http://127.0.0.1:0", $"--Sandbox:DataDirectory={directory}", "--Logging:LogLevel:Default=Warning", .. options],
            services => services.AddSingleton<TimeProvider>(time));
        await app.StartAsync();
        return new(app, time);
    }

    /// <summary>Calls a Slack method with the bot's token.</summary>
    public async Task<JsonNode> ApiAsync(string method, JsonObject arguments, string token = "xoxb-local-sandbox")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/" + method) { Content = Json(arguments) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return (await SendAsync(request)).Body!;
    }

    public async Task<JsonNode> DriveAsync(HttpMethod method, string path, JsonNode? body = null)
    {
        using var request = new HttpRequestMessage(method, "/_sandbox/" + path) { Content = body is null ? null : Json(body) };
        return (await SendAsync(request)).Body!;
    }

    public Task FaultAsync(string scope, string rule) => DriveAsync(HttpMethod.Put, "faults/" + scope, JsonNode.Parse(rule));

    /// <summary>Calls a target with its key; form-encoded, as payment providers want it.</summary>
    public async Task<TargetAnswer> TargetAsync(HttpMethod method, string path, string? key = null, params (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(method, "/targets/" + path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "sandbox-target-key");
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        if (method == HttpMethod.Post) request.Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await SendAsync(request);
    }

    public Task<JsonNode> LedgerAsync(string target) => DriveAsync(HttpMethod.Get, $"targets/{target}/ledger");

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }

    private static StringContent Json(JsonNode body) => new(WireJson.Write(body), Encoding.UTF8, "application/json");

    private async Task<TargetAnswer> SendAsync(HttpRequestMessage request)
    {
        using var answer = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new((int)answer.StatusCode, WireJson.TryParse(text), text, answer.Headers.Contains("Idempotent-Replayed"));
    }
}
