using System.Text.Json;
using System.Text.Json.Nodes;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Requests;
using Hitl.Governance.Catalogs;

namespace Hitl.Governance.Intake;

/// <summary>The closed schema of a request: everything the catalog does not name is refused at the door.</summary>
public static class RequestSchema
{
    /// <summary>Longest rationale, in UTF-16 characters.</summary>
    public const int MaxRationale = 2_000;

    /// <summary>Longest piece of evidence, in UTF-16 characters.</summary>
    public const int MaxEvidence = 500;

    /// <summary>Most pieces of evidence.</summary>
    public const int MostEvidence = 20;

    /// <summary>Longest id, name or version, in UTF-16 characters.</summary>
    public const int MaxName = 128;

    /// <summary>Checks a draft against the catalog.</summary>
    /// <param name="catalog">The catalog version it would be decided under.</param>
    /// <param name="actor">The actor the credential is bound to.</param>
    /// <param name="draft">What the door read.</param>
    /// <returns>Every problem found; empty when <see cref="Accept"/> may be called.</returns>
    public static IReadOnlyList<FieldProblem> Check(Catalog catalog, ActorId actor, RequestDraft draft)
    {
        var problems = new List<FieldProblem>();
        CheckPrincipal(problems, catalog, actor, draft.OnBehalfOf);
        CheckNames(problems, draft);
        CheckProse(problems, draft);
        foreach (var consent in draft.Consents.Where(consent => !catalog.Consents.Contains(consent, StringComparer.Ordinal)))
            problems.Add(new(FieldProblems.FieldUnknown, "consents", $"The catalog knows no consent '{FieldText.Cut(consent)}'{(catalog.Consents.Count == 0 ? "; it lists none" : $"; it lists {string.Join(", ", catalog.Consents)}")}."));
        if (FindAction(problems, catalog, draft.Action) is not { } action) return problems;
        AmountCheck.Check(problems, action, draft);
        ParameterCheck.Check(problems, action, draft.Parameters);
        return problems;
    }

    /// <summary>Makes the request of a draft that <see cref="Check"/> found nothing wrong with.</summary>
    /// <param name="draft">The checked draft.</param>
    /// <param name="id">The new request's id.</param>
    /// <param name="actor">The actor the credential is bound to.</param>
    /// <param name="catalogDigest">Digest of the catalog version it was checked against.</param>
    /// <param name="receivedAt">When the door accepted it, UTC; kept to the microsecond, as the database keeps it.</param>
    public static ActionRequest Accept(RequestDraft draft, RequestId id, ActorId actor, string catalogDigest, DateTimeOffset receivedAt) => new()
    {
        Id = id,
        Actor = actor,
        Agent = new(draft.AgentVersion, draft.Model, draft.PromptVersion),
        OnBehalfOf = draft.OnBehalfOf is { } person ? PersonId.From(person) : null,
        Action = ActionName.From(draft.Action!),
        Customer = new(draft.CustomerId!, draft.Segment!),
        Channel = draft.Channel!,
        Amount = draft.AmountMinor is { ValueKind: JsonValueKind.Number } minor ? new(minor.GetInt64(), draft.Currency!) : null,
        Parameters = draft.Parameters is { ValueKind: JsonValueKind.Object } values
            ? ActionParameters.From(JsonObject.Create(values)!)
            : ActionParameters.Empty,
        Rationale = draft.Rationale ?? "",
        Evidence = draft.Evidence,
        Consents = [.. draft.Consents.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
        ReceivedAt = new(receivedAt.UtcTicks - (receivedAt.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero),
        CatalogDigest = catalogDigest,
    };

    private static void CheckPrincipal(List<FieldProblem> problems, Catalog catalog, ActorId actor, string? onBehalfOf)
    {
        if (!catalog.Actors.TryGetValue(actor, out var known))
            problems.Add(new(FieldProblems.ActorUnknown, "actor", $"The catalog does not name actor '{FieldText.Cut(actor.Value)}'."));
        else if (onBehalfOf is not null && known.ActsFor.All(person => person.Value != onBehalfOf))
            problems.Add(new(FieldProblems.PrincipalNotBound, "onBehalfOf", $"{actor} is not bound to '{FieldText.Cut(onBehalfOf)}'. The catalog lists whom an actor may act for."));
    }

    private static void CheckNames(List<FieldProblem> problems, RequestDraft draft)
    {
        FieldText.CheckName(problems, "customer.id", draft.CustomerId, isRequired: true);
        FieldText.CheckName(problems, "customer.segment", draft.Segment, isRequired: true);
        FieldText.CheckName(problems, "channel", draft.Channel, isRequired: true);
        FieldText.CheckName(problems, "agent.version", draft.AgentVersion, isRequired: false);
        FieldText.CheckName(problems, "agent.model", draft.Model, isRequired: false);
        FieldText.CheckName(problems, "agent.promptVersion", draft.PromptVersion, isRequired: false);
    }

    private static void CheckProse(List<FieldProblem> problems, RequestDraft draft)
    {
        FieldText.CheckText(problems, "rationale", draft.Rationale ?? "", MaxRationale, TextProfile.Prose);
        if (draft.Evidence.Count > MostEvidence)
            problems.Add(new(FieldProblems.TextTooLong, "evidence", $"There are {draft.Evidence.Count} pieces of evidence; at most {MostEvidence} are taken."));
        for (var i = 0; i < Math.Min(draft.Evidence.Count, MostEvidence); i++)
            FieldText.CheckText(problems, $"evidence[{i}]", draft.Evidence[i], MaxEvidence, TextProfile.Prose);
    }

    private static ActionDefinition? FindAction(List<FieldProblem> problems, Catalog catalog, string? name)
    {
        if (string.IsNullOrEmpty(name)) problems.Add(new(FieldProblems.FieldRequired, "action", "Say which action you ask for."));
        else if (!catalog.Actions.TryGetValue(new(name), out var action) || action.IsBuiltIn)
        {
            var nearest = NearestNames.Of(name, catalog.Actions.Values.Where(a => !a.IsBuiltIn).Select(a => a.Name.Value));
            problems.Add(new(FieldProblems.ActionUnknown, "action", $"There is no action '{FieldText.Cut(name)}'. Nearest: {string.Join(", ", nearest)}."));
        }
        else if (!action.Enabled) problems.Add(new(FieldProblems.ActionDisabled, "action", $"Action '{name}' is switched off in the catalog."));
        else return action;

        return null;
    }
}
