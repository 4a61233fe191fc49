using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hitl.Client;
using Hitl.Client.Problems;
using Hitl.Escalations.Cards;
using Hitl.Gateway.Bodies;
using Hitl.Gateway.Callers;
using Hitl.Gateway.Problems;
using Hitl.Gateway.Requests;
using Hitl.Governance.Catalogs;
using ModelContextProtocol.Protocol;

namespace Hitl.Gateway.Mcp;

/// <summary>
/// What each tool does: it calls the HTTP API as the agent that called the tool, so that authorization, idempotency, limits, codes and words are the API's
/// and cannot drift. Only what is wrong with a tool's own arguments is said here.
/// </summary>
internal sealed class McpTools(OwnApi api, ICatalogStore catalogs, McpWait wait, RefusalRecorder recorder)
{
    public async ValueTask<CallToolResult> CallAsync(McpToolCall call, CancellationToken cancel)
    {
        try
        {
            var (answer, refusal) = await RunAsync(call, api.For(call.Caller.Authorization), cancel);
            if (refusal is null) return Ok(answer!);
            await recorder.RecordAsync(refusal.Code, call.Caller.Who.By, refusal.RequestId, "MCP tools/call " + call.Tool, cancel);
            return Refused(new() { Code = refusal.Code, Detail = refusal.Detail, Field = refusal.Field, RequestId = refusal.RequestId, Status = refusal.Status }, refusal.RetryAfter);
        }
        catch (HitlApiException refused)
        {
            // The API has recorded it already.
            return Refused(refused.Problem, refused.RetryAfter is { } after ? (int)Math.Ceiling(after.TotalSeconds) : null);
        }
    }

    private static CallToolResult Ok(object answer)
    {
        var structured = JsonSerializer.SerializeToElement(answer, answer.GetType(), HitlJson.Options);
        return new() { Content = [new TextContentBlock { Text = structured.GetRawText() }], StructuredContent = structured, IsError = false };
    }

    // The same words as the API's; no structured content, whose shape is the answer's.
    private static CallToolResult Refused(Problem problem, int? retryAfter)
    {
        var meta = JsonSerializer.SerializeToNode(problem, HitlJson.Options)!.AsObject();
        if (retryAfter is { } seconds) meta["retryAfter"] = seconds;
        return new() { Content = [new TextContentBlock { Text = $"{problem.Code}: {problem.Detail ?? problem.Title}" }], IsError = true, Meta = new() { ["hitl/problem"] = meta } };
    }

    private async Task<(object? Answer, Refusal? Refusal)> RunAsync(McpToolCall call, HitlClient client, CancellationToken cancel) => call.Tool switch
    {
        McpFixedTools.Get => await GetAsync(call, client, cancel),
        McpFixedTools.Wait => await wait.RunAsync(call, client, cancel),
        McpFixedTools.Answer => await AnswerAsync(call, client, cancel),
        McpFixedTools.Withdraw => await WithdrawAsync(call, client, cancel),
        McpFixedTools.List => await ListAsync(call, client, cancel),
        McpFixedTools.Scope => await ScopeAsync(call, client, cancel),
        _ => await SubmitAsync(call, client, cancel),
    };

    private static async Task<(object?, Refusal?)> GetAsync(McpToolCall call, HitlClient client, CancellationToken cancel)
    {
        var fields = new FieldReader(call.Arguments, "", "request");
        var id = McpArguments.Request(fields);
        return fields.Refusal is { } refusal ? (null, refusal) : (McpAnswers.Of(await client.GetAsync(id, cancel: cancel)), null);
    }

    private static async Task<(object?, Refusal?)> AnswerAsync(McpToolCall call, HitlClient client, CancellationToken cancel)
    {
        var fields = new FieldReader(call.Arguments, "", "request", "question", "answer");
        var id = McpArguments.Request(fields);
        var question = fields.Text("question", 64, "the question's id") ?? "";
        var answer = fields.Text("answer", AskedQuestion.LongestAnswer, "the answer, 1 to 2,000 characters") ?? "";
        if (fields.Refusal is null && !question.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')) fields.Refuse(AnswerEndpoint.NotOpen);
        return fields.Refusal is { } refusal ? (null, refusal) : (McpAnswers.Of(await client.AnswerAsync(id, question, answer, cancel)), null);
    }

    private static async Task<(object?, Refusal?)> WithdrawAsync(McpToolCall call, HitlClient client, CancellationToken cancel)
    {
        var fields = new FieldReader(call.Arguments, "", "request", "reason");
        var id = McpArguments.Request(fields);
        var reason = fields.Text("reason") ?? "";
        return fields.Refusal is { } refusal ? (null, refusal) : (McpAnswers.Of(await client.WithdrawAsync(id, reason, cancel)), null);
    }

    private static async Task<(object?, Refusal?)> ListAsync(McpToolCall call, HitlClient client, CancellationToken cancel)
    {
        var fields = new FieldReader(call.Arguments, "", "state", "limit", "cursor");
        var states = fields.Texts("state");
        var limit = fields.Any("limit") is null ? 50 : fields.Integer("limit", "a whole number from 1 to 200");
        var cursor = fields.Text("cursor", 128);
        if (fields.Refusal is { } refusal) return (null, refusal);
        var page = await client.ListAsync(new() { States = states, Limit = limit, Cursor = cursor }, cancel);
        var items = page.Items.Select(item => new ListedRequest(
            item.Id, item.State, item.Action, item.Customer, item.AmountText, item.ReceivedAt, item.StateSince, Untrusted.Of(item.Outcome))).ToList();
        var fits = McpPages.Fit(items);
        return (new { Requests = items.Take(fits).ToList(), Next = fits < items.Count ? items[fits - 1].Request : page.Next }, null);
    }

    private static async Task<(object?, Refusal?)> ScopeAsync(McpToolCall call, HitlClient client, CancellationToken cancel)
    {
        var fields = new FieldReader(call.Arguments, "", "action", "cursor");
        var action = fields.Text("action", 128);
        var cursor = fields.Text("cursor", 128) ?? "0";
        if (fields.Refusal is null && (!int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out _) || cursor.Length > 9)) fields.Refuse(Limits.CursorInvalid);
        if (fields.Refusal is { } refusal) return (null, refusal);
        var scope = await client.ScopeAsync(call.Caller.Who.Id, action, cancel: cancel);
        var from = int.Parse(cursor, CultureInfo.InvariantCulture);
        var lines = scope.Lines.Skip(from).Select(line => new ScopeAnswer(line.Action, line.Rule, line.Effect, line.Amounts, line.Bounds, line.People, line.Limits, line.Risk, line.Reversibility)).ToList();
        var fits = McpPages.Fit(lines);
        return (new { Catalog = scope.Digest, Lines = lines.Take(fits).ToList(), Next = fits < lines.Count ? (from + fits).ToString(CultureInfo.InvariantCulture) : null }, null);
    }

    private async Task<(object?, Refusal?)> SubmitAsync(McpToolCall call, HitlClient client, CancellationToken cancel)
    {
        if (await catalogs.ActiveAsync(cancel) is not { } catalog) return (null, Refusals.NoActiveCatalog);
        var tools = ActionTools.Of(catalog, call.Caller.Who.Actor!.Value);
        if (!tools.TryGetValue(call.Tool, out var action)) return (null, McpArguments.UnknownTool(call.Tool, tools.Keys));
        var body = JsonObject.Create(call.Arguments)!;
        if (body.ContainsKey("action")) return (null, Refusals.UnknownField("action", ["idempotencyKey", "customer", "channel", "amount", "currency", "parameters", "rationale", "evidence", "consents", "agent", "onBehalfOf"]));
        var key = McpArguments.Key(call.Arguments, out var refusal);
        if (refusal is not null) return (null, refusal);
        body.Remove("idempotencyKey");
        body["action"] = action.Name.Value;
        var submitted = await client.SubmitJsonAsync(body, key, cancel);
        return (McpAnswers.Of(submitted.Request, submitted.IsReplay), null);
    }
}
