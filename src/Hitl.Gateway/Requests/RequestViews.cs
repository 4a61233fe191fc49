using Hitl.Client.Requests;
using Hitl.Escalations.Cards;
using Hitl.Escalations.Decisions;
using Hitl.Escalations.Execution;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Requests;
using Hitl.Escalations.Stages;
using Hitl.Governance.Catalogs;

namespace Hitl.Gateway.Requests;

/// <summary>Writes what is stored in the contract's words.</summary>
internal static class RequestViews
{
    /// <summary>The request at the moment it was accepted.</summary>
    public static RequestView Accepted(ActionRequest request, Catalog catalog) => new()
    {
        Id = request.Id.Value,
        Revision = request.Revision,
        State = WireNames.Of(RequestState.Received),
        IsFinal = false,
        StateSince = request.ReceivedAt,
        Actor = request.Actor.Value,
        Agent = new(request.Agent.Version, request.Agent.Model, request.Agent.PromptVersion),
        OnBehalfOf = request.OnBehalfOf?.Value,
        Action = request.Action.Value,
        Title = Title(catalog, request.Action),
        Customer = new(request.Customer.Id, request.Customer.Segment),
        Channel = request.Channel,
        Amount = request.Amount?.Minor,
        Currency = request.Amount?.Currency,
        AmountText = request.Amount?.ToString(),
        Parameters = request.Parameters.ToJson(),
        Rationale = request.Rationale,
        Evidence = request.Evidence,
        ReceivedAt = request.ReceivedAt,
        CatalogDigest = request.CatalogDigest,
        Undoes = ActionReversal.Is(request.Action) ? request.Parameters.Text(ActionReversal.Reverses) : null,
    };

    /// <summary>The request as it stands.</summary>
    public static RequestView Of(
        StoredRequest stored, Catalog catalog, IReadOnlyList<StageRecord> stages, IReadOnlyList<Decision> decisions, IReadOnlyList<EffectRecord> effects) =>
        Accepted(stored.Request, catalog) with
        {
            State = WireNames.Of(stored.State),
            IsFinal = RequestStates.IsFinal(stored.State),
            StateSince = stored.StateSince,
            Outcome = stored.Outcome,
            Digest = stored.Digest,
            Evaluation = stored.Evaluation is { } evaluation ? Of(evaluation) : null,
            Stages = [.. stages.Select(stage => Of(stage, catalog))],
            Decisions = [.. decisions.Select(decision => Of(decision, catalog))],
            Effects = [.. effects.Select(Of)],
            DenyReasons = catalog.Actions.TryGetValue(stored.Request.Action, out var action) ? [.. action.DenyReasons.Select(reason => new DenyReasonView(reason.Key, reason.Value))] : [],
        };

    public static EvaluationView Of(Evaluation evaluation) => new()
    {
        Outcome = WireNames.Of(evaluation.Outcome),
        Sentence = evaluation.Explanation.Sentence,
        Rule = evaluation.Explanation.Rule,
        IsGap = evaluation.Explanation.IsGap,
        Risk = evaluation.Risk,
        Reversibility = evaluation.Reversibility,
        Rules = [.. evaluation.Explanation.Rules.Select(r => new RuleView(r.Rule, r.Effect, r.Matched, [.. r.Bounds.Select(b => new BoundView(b.Bound, b.Value, b.Allowed, b.Held))]))],
        WouldDiffer = evaluation.Explanation.WouldDiffer,
        Limits = [.. evaluation.Explanation.Limits.Select(b => new BoundView(b.Bound, b.Value, b.Allowed, b.Held))],
        Conflicts = evaluation.Explanation.Conflicts,
        Shadow = evaluation.Shadow?.Why,
        CanaryWould = evaluation.Canary is { } canary ? WireNames.Of(canary.Would) : null,
        Guards = [.. evaluation.Consent?.Guards?.Select(guard => new GuardView(guard.Name, guard.Label, guard.Target, guard.Read, guard.Value)) ?? []],
        IsSampled = evaluation.Sample?.IsChosen,
        Steps = [.. evaluation.Consent?.Saga.Steps.Select(s => new StepView(s.Name, s.Target, s.Host, s.Operation, s.Arguments.ToJson(), s.Compensation)) ?? []],
    };

    public static DecisionView Of(Decision decision, Catalog catalog) => new(
        decision.Stage.Ordinal, decision.Person.Value, Name(catalog, decision.Person), decision.CoversFor?.Value, WireNames.Of(decision.Verdict), decision.Reason,
        WireNames.Of(decision.Door), decision.At, decision.ReasonCode);

    public static RevisionView Of(PastRevision past) =>
        new(past.Stored.Request.Revision, past.Stored.Request.Amount?.ToString(), past.Stored.Request.Parameters.ToJson(), past.Stored.Digest, past.EditedBy?.Value);

    public static QuestionView Of(AskedQuestion question, Catalog catalog) => new(
        question.Id.ToString(), Name(catalog, question.Person), question.Text, question.AskedAt, question.Answer, question.AnsweredAt);

    public static AskedView Of(AskedPerson asked, Catalog catalog) => new(asked.Person.Value, Name(catalog, asked.Person), asked.CoversFor?.Value, asked.Why);

    public static string Title(Catalog catalog, ActionName action) => catalog.Actions.TryGetValue(action, out var definition) ? definition.Title : action.Value;

    public static string Name(Catalog catalog, PersonId person) => catalog.People.TryGetValue(person, out var known) ? known.Name : person.Value;

    private static StageView Of(StageRecord stage, Catalog catalog) => new(
        stage.Key.Ordinal, stage.Definition.Name, string.Join(" and ", stage.Definition.Seats.Select(share => share.Role)), stage.Definition.Quorum, WireNames.Of(stage.Status),
        [.. stage.Asked.Select(asked => Of(asked, catalog))], stage.OpenedAt, stage.Deadline, stage.ClosedAt)
    {
        Extension = stage.Definition.Extension is { } extension ? new(extension.By, extension.Times, stage.Extended) : null,
    };

    private static EffectView Of(EffectRecord effect) => new(
        effect.Key.Step, effect.Key.IsCompensation, WireNames.Of(effect.Status), effect.Attempts, effect.FirstSentAt, effect.Reference, effect.Detail);
}
