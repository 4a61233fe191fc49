using System.Text.Json.Nodes;
using static Hitl.Escalations.Ledger.BodyFieldType;

namespace Hitl.Escalations.Ledger;

/// <summary>The body of every kind of ledger row: its fields, their types, and its versions. A row is written only when its body is of the newest one.</summary>
/// <remarks>A change of a body is a new version beside the old one, which stays here for as long as rows of it are kept.</remarks>
public static class LedgerBodies
{
    /// <summary>The member that says a body's version; absent in version 1.</summary>
    public const string VersionField = "v";

    /// <summary>The member that holds what is about a person, sealed.</summary>
    public const string SealedField = "sealed";

    /// <summary>Every shape, older versions first; made anew at each reading.</summary>
    public static IReadOnlyList<BodyShape> All =>
    [
        Open(LedgerKinds.RequestReceived, Texts("Id", "Actor", "Action", "Channel", "ReceivedAt", "CatalogDigest"), Needs("Revision", Number), Needs("Customer", Members), May("Parameters", Members)),
        Open(LedgerKinds.RequestEvaluated, Needs("outcome", Text), Needs("explanation", Members), May("digest", Text), May("facts", Members)),
        Of(LedgerKinds.SampleDrawn, Needs("share", Number), Needs("draw", Number), Needs("seed", Text)),
        Of(LedgerKinds.RequestWithdrawn, May("reason", Text)),
        Of(LedgerKinds.RequestMoved, Needs("to", Text), May("from", Text), May("step", Text), May("isCompensation", Flag), May("owner", Text)),
        Of(LedgerKinds.RequestRevised, May("reason", Text)),
        Of(LedgerKinds.StageOpened, Stage, Texts("name", "role"), Needs("quorum", Number), May("dueAt", Moment), Needs("asked", List), Needs("passedOver", List)),
        Open(LedgerKinds.StageSkipped, Stage, May("name", Text), May("role", Text), May("passedOver", List), May("shadow", Flag)),
        Of(LedgerKinds.StageReminded, Stage, Needs("reminder", Number)),
        Of(LedgerKinds.StageCovered, Stage, May("asked", List), May("early", Text)),
        Of(LedgerKinds.StageExtended, Stage, Needs("from", Moment), Needs("until", Moment), Needs("extension", Number), Needs("most", Number), May("door", Text)),
        Of(LedgerKinds.EscalationOverdue, Stage, Texts("missed"), Needs("dueAt", Moment)),
        Of(LedgerKinds.StageClosed, Needs("ordinal", Number), Needs("revision", Number), Texts("stage", "status")),
        Of(LedgerKinds.CardPosted, Stage, Texts("person", "channel", "message"), May("shown", Text), May("digest", Text), May("inDigest", Flag)),
        Of(LedgerKinds.CardUndelivered, Stage, May("person", Text)),
        Open(LedgerKinds.CardOpened, Stage),
        Of(LedgerKinds.StageClaimed, Stage, Needs("until", Moment)),
        Of(LedgerKinds.StageDelegated, Stage, Texts("from", "to"), May("coversFor", Text), May("reason", Text)),
        Of(LedgerKinds.SuggestionFlagged, Stage, May("model", Text), May("prompt", Text), May("version", Text)),
        Of(LedgerKinds.QuestionAsked, Stage, Texts("question", "id")),
        Of(LedgerKinds.QuestionAnswered, Texts("id", "answer")),
        Open(LedgerKinds.RequestEdited, May("stage", Number), May("proposed", Text), May("narrowedTo", Text), May("reason", Text), Needs("revision", Number), May("digestBefore", Text)),
        Of(LedgerKinds.AbsenceNoted, May("person", Text), May("until", Moment), May("cover", Text), Needs("source", Text), May("absences", Number), May("code", Text), May("errors", Number)),
        Of(LedgerKinds.CoverageProven, Needs("days", Number), Needs("gapCount", Number), Needs("gaps", List), Needs("catalog", Text)),
        Decided(1),
        Decided(2, Needs("membership", Members)),
        Open(LedgerKinds.AttemptRefused, Needs("code", Text), May("where", Text), May("folded", Number)),
        Of(LedgerKinds.GrantIssued, Needs("digest", Text), Needs("approvers", List)),
        Of(LedgerKinds.GrantRefused),
        Of(LedgerKinds.EffectIntended, Texts("step", "operation", "host", "key", "digest"), Needs("isCompensation", Flag)),
        Of(LedgerKinds.EffectRecorded, Texts("step", "status"), Needs("isCompensation", Flag), May("reference", Text)),
        Of(LedgerKinds.OpsIntervened, Texts("kind", "reason"), May("intervention", Text)),
        Of(LedgerKinds.ReversalAsked, Texts("reversal", "reason")),
        Of(LedgerKinds.DrillOpened, Texts("drill", "action", "role")),
        Of(LedgerKinds.DrillStarted, Texts("drill", "action", "role")),
        Of(LedgerKinds.DrillEnded, Texts("drill", "action", "state", "detail")),
        Of(LedgerKinds.CatalogProposed, Texts("digest", "name"), May("reason", Text)),
        Of(LedgerKinds.CatalogActivated, Needs("digest", Text), May("name", Text), May("sandbox", Flag), May("replaces", Text)),
        Of(LedgerKinds.KeyIssued, Needs("key", Text), May("principal", Text)),
        Of(LedgerKinds.KeyRevoked, Needs("key", Text)),
        Open(LedgerKinds.LedgerRead, May("how", Text), May("what", Text), May("rows", Number), May("read", Text)),
        Open(LedgerKinds.LedgerAnomaly),
        Of(LedgerKinds.RecordsExpired, Texts("class", "month", "places", "digest"), Needs("days", Number), Needs("rows", Number)),
        Of(LedgerKinds.RetentionChanged, May("class", Text), May("days", Number), May("hold", Text), May("scope", Text), May("value", Text), May("reason", Text), May("released", Flag)),
        Of(LedgerKinds.CustomerErased, Needs("reason", Text)),
    ];

    private static readonly IReadOnlyList<BodyShape> Known = All;

    // Every append of a row asks it.
    private static readonly Dictionary<string, BodyShape> Newest = Known.GroupBy(one => one.Kind).ToDictionary(kind => kind.Key, kind => kind.MaxBy(one => one.Version)!, StringComparer.Ordinal);

    private static BodyField[] Stage => [new("stage", Number, false)];

    /// <summary>The body as it is written: of the newest version of its kind, which it says from the second on.</summary>
    /// <exception cref="FormatException">It is not of that shape; the message names the field.</exception>
    public static JsonObject Checked(string kind, JsonObject body)
    {
        if (!Newest.TryGetValue(kind, out var shape)) return body;
        if (shape.Problem(body) is { } problem) throw new FormatException($"A ledger row cannot be written: {problem}.");
        if (shape.Version == 1) return body;
        var written = (JsonObject)body.DeepClone();
        written[VersionField] = shape.Version;
        return written;
    }

    /// <summary>The shape a stored body says to be of; null for a kind or version that this build does not know.</summary>
    public static BodyShape? Of(string kind, JsonObject stored)
    {
        var version = stored[VersionField] is JsonValue said && said.TryGetValue<int>(out var number) ? number : 1;
        return Known.FirstOrDefault(shape => shape.Kind == kind && shape.Version == version);
    }

    // Version 2 says by what standing the person decided, as it was at the click: later changes of the catalog do not rewrite it.
    private static BodyShape Decided(int version, params BodyField[] more) => new(
        LedgerKinds.DecisionRecorded, version,
        [
            .. Stage, .. Texts("verdict", "door", "digest", "keyId", "mac"), .. May("reason", Text), .. May("reasonCode", Text), .. May("roles", List),
            .. May("visibleSince", Moment), .. May("millisecondsVisible", Number), .. more,
        ],
        IsOpen: false);

    private static BodyShape Of(string kind, params BodyField[][] fields) => new(kind, 1, [.. fields.SelectMany(one => one)], IsOpen: false);

    private static BodyShape Open(string kind, params BodyField[][] fields) => new(kind, 1, [.. fields.SelectMany(one => one)], IsOpen: true);

    private static BodyField[] Texts(params string[] names) => [.. names.Select(name => new BodyField(name, Text, true))];

    private static BodyField[] Needs(string name, BodyFieldType type) => [new(name, type, true)];

    private static BodyField[] May(string name, BodyFieldType type) => [new(name, type, false)];
}
