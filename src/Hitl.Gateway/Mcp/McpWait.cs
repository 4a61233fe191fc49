using Hitl.Client;
using Hitl.Client.Requests;
using Hitl.Gateway.Bodies;
using Hitl.Gateway.Problems;

namespace Hitl.Gateway.Mcp;

/// <summary>Waits for a request on an agent's behalf, telling it now and then that it still does.</summary>
internal sealed class McpWait(TimeProvider clock)
{
    private static readonly TimeSpan Stride = TimeSpan.FromSeconds(10);

    public async Task<(object? Answer, Refusal? Refusal)> RunAsync(McpToolCall call, HitlClient client, CancellationToken cancel)
    {
        var fields = new FieldReader(call.Arguments, "", "request", "timeoutSeconds", "ignoreOpenQuestions");
        var id = McpArguments.Request(fields);
        var patience = fields.Any("timeoutSeconds") is null ? McpFixedTools.UsualWait : fields.Integer("timeoutSeconds", "whole seconds");
        var ignores = fields.Flag("ignoreOpenQuestions");
        if (fields.Refusal is null && patience is < 1 or > McpFixedTools.LongestWait)
            fields.Refuse(new(400, "timeout.range", $"'timeoutSeconds' is a whole number from 1 to {McpFixedTools.LongestWait}; call again to wait longer.") { Field = "timeoutSeconds" });
        if (fields.Refusal is { } refusal) return (null, refusal);
        return (McpAnswers.Of(await FollowAsync(id, TimeSpan.FromSeconds(patience), ignores, call.Progress, client, cancel)), null);
    }

    private static HashSet<string> Open(RequestView request) => [.. request.Questions.Where(question => question.Answer is null).Select(question => question.Id)];

    private async Task<RequestView> FollowAsync(string id, TimeSpan patience, bool ignoresOpen, McpProgress progress, HitlClient client, CancellationToken cancel)
    {
        var started = clock.GetTimestamp();
        var request = await client.GetAsync(id, cancel: cancel);
        // An agent that has seen a question and cannot answer it says so; else it would spin on it.
        var seen = ignoresOpen ? Open(request) : [];
        while (true)
        {
            var waited = clock.GetElapsedTime(started);
            if (request.IsFinal || waited >= patience || !Open(request).IsSubsetOf(seen)) return request;
            await progress(waited, patience, $"{request.Title}: {request.State}", cancel);
            var left = patience - waited;
            request = await client.GetAsync(id, left < Stride ? left : Stride, cancel);
        }
    }
}
