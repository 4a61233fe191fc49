using System.Diagnostics;
using System.Text.Json.Nodes;
using Hitl.Client;
using Hitl.Client.Requests;
using Hitl.Local;
using Hitl.Local.Story;

namespace Hitl.Benchmarks;

/// <summary>A running local system as the load meets it.</summary>
internal sealed class BenchmarkWorld : IAsyncDisposable
{
    private const string Approver = "U0CHIDI";
    private readonly HttpClient _gateway;
    private readonly HttpClient _sandbox;
    private readonly SlackDriver _slack;
    private readonly HitlClient _agent;

    public BenchmarkWorld(LocalSystem system)
    {
        _gateway = new() { BaseAddress = system.Settings.Gateway };
        _sandbox = new() { BaseAddress = system.Settings.Sandbox };
        _slack = new(_sandbox);
        _agent = new(_gateway, system.Settings.ApiKey("support-bot"));
    }

    /// <summary>Posts one request that a person must decide.</summary>
    public async Task<string> AskAsync(string name)
    {
        var body = new SubmitBody
        {
            Action = "change-email", Customer = new("cus_" + name, "retail"), Channel = "chat",
            Parameters = new JsonObject { ["email"] = "someone@example.com" }, Rationale = "A benchmark.",
        };
        return (await _agent.SubmitAsync(body, "bench-" + name)).Request.Id;
    }

    /// <summary>Posts one request and waits for its card in the local Slack.</summary>
    public async Task<JsonObject> AskAndWaitForCardAsync(string name)
    {
        var request = await AskAsync(name);
        return await CardAsync(request);
    }

    public async Task<JsonObject> CardAsync(string request)
    {
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            if (await _slack.OpenCardAsync(Approver, request, CancellationToken.None) is { } card) return card;
            if (Stopwatch.GetElapsedTime(started) > TimeSpan.FromSeconds(60)) throw new TimeoutException($"No card for {request} within a minute.");
            await pause.WaitForNextTickAsync();
        }
    }

    public ValueTask DisposeAsync()
    {
        _gateway.Dispose();
        _sandbox.Dispose();
        return ValueTask.CompletedTask;
    }
}
