using System.Net;
using System.Text.Json.Nodes;
using Hitl.Connectors;
using Hitl.Escalations.Execution;
using Hitl.Escalations.Requests;
using Hitl.Tests.Sandbox.Running;

namespace Hitl.Tests.Connectors;

/// <summary>Connectors as the execution worker makes them, against the sandbox's targets over HTTP.</summary>
internal sealed class ConnectorBench(RunningSandbox sandbox) : IAsyncDisposable
{
    public const string WebhookName = "orders";

    private readonly List<IActionTarget> _made = [];

    public RunningSandbox Sandbox => sandbox;

    public static async Task<ConnectorBench> StartAsync() => new(await RunningSandbox.StartAsync());

    public IActionTarget Target(string name)
    {
        var isWebhook = name is not ("payments" or "accounts" or "loyalty");
        var options = new TargetOptions
        {
            BaseUrl = $"{sandbox.Http.BaseAddress}targets/{(isWebhook ? $"webhook/{name}" : name)}",
            Secret = isWebhook ? "whsec_" + Convert.ToBase64String("the sandbox keeps no secrets at all"u8) : "sandbox-target-key",
            AllowPrivate = true,
        };
        var target = ConnectorServices.Create(name, options, sandbox.Time);
        _made.Add(target);
        return target;
    }

    public TargetCall Call(string target, string operation, JsonObject arguments, string key = "key-1", string? undoes = null, double seconds = 3) => new()
    {
        Target = target,
        Host = sandbox.Http.BaseAddress!.Authority,
        Operation = operation,
        Arguments = ActionParameters.From(arguments),
        IdempotencyKey = key,
        Undoes = undoes,
        Timeout = TimeSpan.FromSeconds(seconds),
    };

    public TargetCall Refund(string key = "key-1", long amount = 42_000, string charge = "ch_1", double seconds = 3) =>
        Call("payments", "refund", new() { ["charge"] = charge, ["amount"] = amount, ["currency"] = "USD" }, key, null, seconds);

    public async Task<int> EffectsAsync(string target) => (await sandbox.LedgerAsync(target))["effects"]!.AsArray().Count;

    public async ValueTask DisposeAsync()
    {
        foreach (var target in _made.OfType<IDisposable>()) target.Dispose();
        await sandbox.DisposeAsync();
    }

    /// <summary>A resolver that always leads to one address.</summary>
    public static Func<string, CancellationToken, Task<IPAddress[]>> LeadsTo(params string[] addresses) =>
        (_, _) => Task.FromResult<IPAddress[]>([.. addresses.Select(IPAddress.Parse)]);
}
