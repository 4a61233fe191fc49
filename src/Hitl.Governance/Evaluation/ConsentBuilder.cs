using Hitl.Escalations.Consent;
using Hitl.Escalations.Execution;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Requests;
using Hitl.Escalations.Stages;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Coverage.Schedules;
using Hitl.Governance.Intake;

namespace Hitl.Governance.Evaluation;

/// <summary>Builds what people agree to and what runs, with every argument filled in, from catalog and request alone.</summary>
internal static class ConsentBuilder
{
    public static ConsentRecord Build(Catalog catalog, ActionDefinition action, ActionRequest request, EscalationPath? path) => Build(catalog, action, request, path, []);

    public static ConsentRecord Build(Catalog catalog, ActionDefinition action, ActionRequest request, EscalationPath? path, IReadOnlyList<GuardReading> readings)
    {
        var parameters = Normalise(action, request.Parameters);
        return new()
        {
            Request = request.Id,
            Revision = request.Revision,
            Action = request.Action,
            CatalogDigest = catalog.Digest,
            Actor = request.Actor,
            OnBehalfOf = request.OnBehalfOf,
            Customer = request.Customer,
            Channel = request.Channel,
            Amount = request.Amount,
            Parameters = parameters,
            Saga = new([.. action.Steps.Select(step => Step(catalog, step, request, parameters))]),
            Guards = action.Guards.Count == 0 ? null : Guards(catalog, action, request, readings),
            Path = path,
            Conflicted = Conflicted(catalog, request),
            ExpiresAt = ExpiresAt(catalog, action, request, path),
        };
    }

    /// <summary>The guards of a request with what was read; a guard without a reading has no value.</summary>
    public static IReadOnlyList<ConsentGuard> Guards(Catalog catalog, ActionDefinition action, ActionRequest request, IReadOnlyList<GuardReading> readings)
    {
        var parameters = Normalise(action, request.Parameters);
        return
        [
            .. action.Guards.Select(guard => new ConsentGuard
            {
                Name = guard.Name,
                Label = guard.Label,
                Target = guard.Target,
                Host = catalog.Targets[guard.Target].Host,
                Read = guard.Read,
                Arguments = ArgumentTemplate.Fill(guard.Arguments, request, parameters),
                Value = readings.FirstOrDefault(reading => reading.Guard == guard.Name)?.Value,
            }),
        ];
    }

    private static SagaStep Step(Catalog catalog, StepDefinition step, ActionRequest request, ActionParameters parameters)
    {
        var target = catalog.Targets[step.Target];
        return new()
        {
            Name = step.Name,
            Target = step.Target,
            Host = target.Host,
            Operation = step.Operation,
            Arguments = ArgumentTemplate.Fill(step.Arguments, AsAsked(request, parameters), parameters),
            Compensation = step.Compensation,
            Undoes = step.Undoes is { } reference ? parameters.Text(reference) : null,
            Timeout = step.Timeout,
            Retries = step.Retries,
            KeyLife = target.KeyLife,
            SettleWindow = target.SettleWindow,
            CanLookUp = target.CanLookUp,
        };
    }

    // What is undone was sent under the request that did it.
    private static ActionRequest AsAsked(ActionRequest request, ActionParameters parameters) =>
        ActionReversal.Is(request.Action) && parameters.Text(ActionReversal.Reverses) is { } original ? request with { Id = new(original) } : request;

    private static ActionParameters Normalise(ActionDefinition action, ActionParameters parameters)
    {
        var values = parameters.ToJson();
        foreach (var name in action.Parameters.Values.Where(p => p.Kind == "email").Select(p => p.Name))
        {
            if (parameters.Text(name) is { } address) values[name] = EmailText.Normalise(address);
        }

        return ActionParameters.From(values);
    }

    private static IReadOnlyList<PersonId> Conflicted(Catalog catalog, ActionRequest request)
    {
        var identities = catalog.Identities();
        var asking = new List<PersonId> { catalog.Actors[request.Actor].Owner };
        if (request.OnBehalfOf is { } person) asking.Add(person);
        if (request.Action == CatalogActivation.Action && request.Parameters.Text(CatalogActivation.Author) is { Length: > 0 } author) asking.Add(PersonId.From(author));
        return [.. asking.SelectMany(identities.Everyone).Distinct().OrderBy(p => p.Value, StringComparer.Ordinal)];
    }

    private static DateTimeOffset ExpiresAt(Catalog catalog, ActionDefinition action, ActionRequest request, EscalationPath? path)
    {
        var waits = path?.Stages.Aggregate(TimeSpan.Zero, (sum, stage) => sum + StageClocks.Longest(stage, catalog.Roles)) ?? TimeSpan.Zero;
        // Whole seconds: the same request read back from a store with fewer digits must give the same digest.
        return DateTimeOffset.FromUnixTimeSeconds((request.ReceivedAt + waits + action.ApprovalGoodFor).ToUnixTimeSeconds());
    }
}
