using System.Text.Json.Nodes;

namespace Hitl.Connectors.Http;

/// <summary>One HTTP call and what came of it.</summary>
/// <param name="Kind">How far it got.</param>
/// <param name="Status">HTTP status, when answered.</param>
/// <param name="Body">The answer as a JSON object; null when it is none.</param>
/// <param name="Detail">For people, with secrets masked: our code or the target's words, at most 300 characters.</param>
public sealed record Exchange(ExchangeKind Kind, int Status, JsonObject? Body, string Detail)
{
    /// <summary>Whether the target answered with a success.</summary>
    public bool IsSuccess => Kind == ExchangeKind.Answered && Status is >= 200 and < 300;
}
