using System.Net.Http.Json;
using Hitl.EndToEndTests.Processes;

namespace Hitl.EndToEndTests.Browser;

/// <summary>Slack answers every call with 503 until this is disposed.</summary>
internal sealed class SlackOutage : IAsyncDisposable
{
    private const string Faults = "_sandbox/faults/slack";
    private readonly HttpClient _sandbox;

    private SlackOutage(HttpClient sandbox) => _sandbox = sandbox;

    public static async Task<SlackOutage> BeginAsync(ProcessSystem system, CancellationToken cancel)
    {
        var sandbox = new HttpClient { BaseAddress = system.Settings.Sandbox };
        using var answer = await sandbox.PutAsJsonAsync(Faults, new { kind = "http", status = 503 }, cancel);
        answer.EnsureSuccessStatusCode();
        return new(sandbox);
    }

    public async ValueTask DisposeAsync()
    {
        using var answer = await _sandbox.DeleteAsync(Faults);
        _sandbox.Dispose();
        answer.EnsureSuccessStatusCode();
    }
}
