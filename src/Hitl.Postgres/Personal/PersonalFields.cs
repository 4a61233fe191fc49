using System.Text.Json.Nodes;
using Hitl.Escalations.Execution;
using Hitl.Escalations.Ledger;

namespace Hitl.Postgres.Personal;

/// <summary>Which fields of which rows are about a person: what agents and people wrote, and what an action was asked with. Names, amounts and digests are not.</summary>
internal static class PersonalFields
{
    /// <summary>A parameter that names another request: limits are given back by it, and it says nothing about anybody.</summary>
    public const string Reverses = "reverses";

    private static readonly string[] Asked = ["Parameters", "Rationale", "Evidence"];
    private static readonly string[] Reason = ["reason"];
    private static readonly string[] Read = ["facts", "explanation"];

    private static readonly Dictionary<string, string[]> ByKind = new(StringComparer.Ordinal)
    {
        [LedgerKinds.RequestReceived] = Asked,
        [LedgerKinds.RequestWithdrawn] = Reason,
        [LedgerKinds.RequestEdited] = ["reason", "parametersProposed", "parametersNarrowedTo"],
        [LedgerKinds.StageDelegated] = Reason,
        [LedgerKinds.DecisionRecorded] = Reason,
        [LedgerKinds.QuestionAsked] = ["question"],
        [LedgerKinds.QuestionAnswered] = ["answer"],
        [LedgerKinds.ReversalAsked] = Reason,
        [LedgerKinds.OpsIntervened] = Reason,
    };

    /// <summary>What is sealed of a stored request.</summary>
    public static IReadOnlyList<string> OfRequest => Asked;

    /// <summary>What is sealed of a stored evaluation for which nothing was read at a target.</summary>
    public static IReadOnlyList<string> OfEvaluation { get; } = ["Consent"];

    /// <summary>What is sealed of a stored evaluation that rests on what guards read: it stands in what people are shown, and in why they are asked.</summary>
    public static IReadOnlyList<string> OfGuardedEvaluation { get; } = ["Consent", "Facts", "Explanation"];

    /// <summary>Which members of the sealed parts of an evaluation hold values that an action was asked with.</summary>
    public static IReadOnlyList<string> WithinEvaluation { get; } = ["Parameters", "Arguments"];

    /// <summary>What is sealed of a ledger row's body; empty for most kinds.</summary>
    public static IReadOnlyList<string> Of(LedgerEntry entry) =>
        ByKind.TryGetValue(entry.Kind, out var fields) ? fields : ReadFor(entry).Count > 0 ? Read : [];

    /// <summary>What guards read for an evaluation, from its ledger row.</summary>
    public static IReadOnlyList<string> ReadFor(LedgerEntry entry) => entry.Kind == LedgerKinds.RequestEvaluated && entry.Body["facts"] is JsonObject facts && facts[nameof(Guards)] is JsonArray readings
        ? Texts(readings.OfType<JsonObject>().SelectMany(reading => new[] { (string?)reading[nameof(GuardReading.Value)], (string?)reading[nameof(GuardReading.Before)] }))
        : [];

    /// <summary>What guards read for an evaluation.</summary>
    public static IReadOnlyList<string> Guards(IReadOnlyList<GuardReading> readings) => Texts(readings.SelectMany(reading => new[] { reading.Value, reading.Before }));

    // An address, a plan, a number of a phone; an amount says nothing about anybody. Longest first: one may stand within another.
    private static IReadOnlyList<string> Texts(IEnumerable<string?> read) =>
        [.. read.OfType<string>().Where(text => text.Length >= 3 && (text.Any(char.IsLetter) || text.Length > 7)).Distinct(StringComparer.Ordinal).OrderByDescending(text => text.Length)];
}
