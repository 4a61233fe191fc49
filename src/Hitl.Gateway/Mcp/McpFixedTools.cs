using System.Text.Json;
using ModelContextProtocol.Protocol;

namespace Hitl.Gateway.Mcp;

/// <summary>The tools every agent has, whatever the catalog says. None of them decides, operates or audits: those are people's.</summary>
internal static class McpFixedTools
{
    public const string Get = "get_request";
    public const string Wait = "wait_for_request";
    public const string Answer = "answer_question";
    public const string Withdraw = "withdraw_request";
    public const string List = "list_requests";
    public const string Scope = "show_my_scope";
    public const int LongestWait = 300;
    public const int UsualWait = 30;

    private const string Request = """ "request": { "type": "string", "description": "The request's id, req_…" } """;

    public static IReadOnlyList<Tool> All { get; } =
    [
        Read(Get, "Read a request", "How one of your requests stands, at once.", $$"""{ "type": "object", "additionalProperties": false, "properties": { {{Request}} }, "required": ["request"] }""", McpShapes.Request),
        Read(Wait, "Wait for a request",
            "Waits until one of your requests is final, an approver asks you something, or the time is over. 'isFinal': false means: still waiting. Call it again later.",
            $$"""
            { "type": "object", "additionalProperties": false, "required": ["request"], "properties": { {{Request}},
              "timeoutSeconds": { "type": "integer", "minimum": 1, "maximum": {{LongestWait}}, "default": {{UsualWait}}, "description": "How long to wait at most." },
              "ignoreOpenQuestions": { "type": "boolean", "default": false, "description": "Wait although a question you have seen is not answered; a new one still ends the wait." } } }
            """, McpShapes.Request),
        Write(Answer, "Answer an approver", "Answers a question of an approver about your request. The first answer stands; people see it as unchecked words of yours.",
            $$"""
            { "type": "object", "additionalProperties": false, "required": ["request", "question", "answer"], "properties": { {{Request}},
              "question": { "type": "string", "description": "The question's id, from questions[].id." },
              "answer": { "type": "string", "minLength": 1, "maxLength": 2000 } } }
            """),
        Write(Withdraw, "Withdraw a request", "Takes one of your requests back before its execution begins.",
            $$"""
            { "type": "object", "additionalProperties": false, "required": ["request"], "properties": { {{Request}}, "reason": { "type": "string", "maxLength": 1000 } } }
            """),
        Read(List, "List my requests", "Your requests, newest first, one line each.",
            """
            { "type": "object", "additionalProperties": false, "properties": {
              "state": { "type": "array", "items": { "type": "string" }, "description": "Only these states, such as deciding or executed." },
              "limit": { "type": "integer", "minimum": 1, "maximum": 200, "default": 50 },
              "cursor": { "type": "string", "description": "'next' of the page before." } } }
            """, McpShapes.Requests),
        Read(Scope, "Show what I may do", "Every rule of the catalog about you: what you may do alone, with whose consent, and what never, with amounts and limits.",
            """
            { "type": "object", "additionalProperties": false, "properties": {
              "action": { "type": "string", "description": "Only this action." },
              "cursor": { "type": "string", "description": "'next' of the page before." } } }
            """, McpShapes.Scope),
    ];

    private static Tool Read(string name, string title, string description, string schema, JsonElement answer) =>
        Make(name, title, description, schema, answer, new() { Title = title, ReadOnlyHint = true, OpenWorldHint = false });

    private static Tool Write(string name, string title, string description, string schema) =>
        Make(name, title, description, schema, McpShapes.Request, new() { Title = title, ReadOnlyHint = false, DestructiveHint = false, IdempotentHint = true, OpenWorldHint = false });

    private static Tool Make(string name, string title, string description, string schema, JsonElement answer, ToolAnnotations hints) => new()
    {
        Name = name, Title = title, Description = description, InputSchema = JsonElement.Parse(schema), OutputSchema = answer, Annotations = hints,
    };
}
