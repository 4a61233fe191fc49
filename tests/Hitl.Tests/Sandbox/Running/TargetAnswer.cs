using System.Text.Json.Nodes;

namespace Hitl.Tests.Sandbox.Running;

internal sealed record TargetAnswer(int Status, JsonNode? Body, string Text, bool Replayed);
