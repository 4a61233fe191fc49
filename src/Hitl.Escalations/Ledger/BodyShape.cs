using System.Text.Json.Nodes;

namespace Hitl.Escalations.Ledger;

/// <summary>The body of one kind of ledger row in one version.</summary>
/// <param name="Kind">From <see cref="LedgerKinds"/>.</param>
/// <param name="Version">From 1. A row says its version as <c>v</c>; one without it is of version 1.</param>
/// <param name="Fields">In the order they are described.</param>
/// <param name="IsOpen">Whether more members may stand in it: it repeats a record that has a definition of its own.</param>
public sealed record BodyShape(string Kind, int Version, IReadOnlyList<BodyField> Fields, bool IsOpen)
{
    /// <summary>Says what is wrong with a body; null when it is of this shape.</summary>
    public string? Problem(JsonObject body)
    {
        foreach (var field in Fields)
            if (!field.Takes(body[field.Name])) return $"'{field.Name}' of {Kind} must be {(field.IsRequired ? "there and " : "")}of type {field.Type}";
        var unknown = IsOpen ? null : body.Select(pair => pair.Key).FirstOrDefault(name => name is not (LedgerBodies.VersionField or LedgerBodies.SealedField) && Fields.All(field => field.Name != name));
        return unknown is null ? null : $"{Kind} has no field '{unknown}'; its fields are declared in LedgerBodies";
    }
}
