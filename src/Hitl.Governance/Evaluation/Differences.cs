using System.Text.Json.Nodes;
using Hitl.Escalations.Requests;
using Hitl.Escalations.Reservations;
using Hitl.Governance.Catalogs;

namespace Hitl.Governance.Evaluation;

/// <summary>Finds what would have to differ for another outcome. Nothing is claimed that was not tried: each clause comes with a request that proves it.</summary>
internal static class Differences
{
    /// <summary>Most clauses given; more would not be read.</summary>
    public const int Most = 6;

    public static IReadOnlyList<Difference> Find(Catalog catalog, ActionRequest request, Ruling ruling) => Find(catalog, request, EvaluationFacts.None, ruling);

    public static IReadOnlyList<Difference> Find(Catalog catalog, ActionRequest request, EvaluationFacts facts, Ruling ruling)
    {
        if (ruling.Action is not { } action || ruling.Barrier is not null) return [];
        var changes = WithinLimits(request, facts).Concat(action.Rules.Zip(ruling.Checks).OrderBy(pair => pair.First.Id, StringComparer.Ordinal).SelectMany(pair => pair.Second.Matched
            ? Leaving(catalog, pair.First, request)
            : Entering(pair.First, pair.Second, request)));
        var found = new List<Difference>();
        foreach (var change in changes)
        {
            // Whoever else would have asked has limits of their own, of which nothing is known here.
            if (facts.Limits.Count > 0 && (change.Witness.Actor != request.Actor || change.Witness.Amount?.Currency != request.Amount?.Currency)) continue;
            var outcome = Ruling.Bare(catalog, change.Witness, For(facts, change.Witness)).Outcome;
            if (outcome != ruling.Outcome && found.TrueForAll(d => d.Clause != Clause(change, outcome))) found.Add(new(Clause(change, outcome), change.Witness, outcome));
            if (found.Count == Most) break;
        }

        return found;
    }

    private static EvaluationFacts For(EvaluationFacts facts, ActionRequest witness) => facts with
    {
        Limits = [.. facts.Limits.Select(limit => limit.Currency is null ? limit : limit with { Asked = witness.Amount?.Minor ?? 0 })],
    };

    /// <summary>The largest amount that every limit passed would still take.</summary>
    private static IEnumerable<Change> WithinLimits(ActionRequest request, EvaluationFacts facts)
    {
        var passed = facts.Limits.Where(limit => limit is { IsOver: true, Currency: not null }).ToList();
        if (request.Amount is not { } amount || passed.Count == 0) yield break;
        var left = passed.Min(limit => limit.Most - limit.Used);
        if (left > 0) yield return new($"with an amount up to {Iso4217.Format(left, amount.Currency)}", request with { Amount = amount with { Minor = left } });
    }

    private static string Clause(Change change, EvaluationOutcome outcome) => change.Words + outcome switch
    {
        EvaluationOutcome.Allowed => ", it would be allowed",
        EvaluationOutcome.Ask => ", people would be asked",
        _ => ", it would be refused",
    };

    /// <summary>One change that makes every bound of a rule hold, or nothing when no change of the request can.</summary>
    private static IEnumerable<Change> Entering(Rule rule, RuleCheck check, ActionRequest request)
    {
        var witness = request;
        var words = new List<string>();
        foreach (var bound in check.Bounds.Where(b => !b.Held))
        {
            var change = bound.Bound switch
            {
                "actor" => With("actor", rule.Actors[0].Value, witness with { Actor = rule.Actors[0], OnBehalfOf = null }),
                "agent version" => With("agent version", rule.AgentVersions[0], witness with { Agent = witness.Agent with { Version = rule.AgentVersions[0] } }),
                "amount" => EnterAmount(rule, witness),
                "segment" => With("segment", rule.Segments[0], witness with { Customer = witness.Customer with { Segment = rule.Segments[0] } }),
                "channel" => With("channel", rule.Channels[0], witness with { Channel = rule.Channels[0] }),
                "hours" => EnterHours(rule, witness),
                "evidence" => With("evidence", string.Join(" and ", rule.Evidence), witness with { Evidence = [.. witness.Evidence, .. rule.Evidence.Select(kind => kind + ":example")] }),
                "consent" => With("consent", string.Join(" and ", rule.Consents), witness with { Consents = [.. witness.Consents.Union(rule.Consents, StringComparer.Ordinal)] }),
                _ => EnterParameter(rule, bound.Bound, witness),
            };
            if (change is null) yield break;
            witness = change.Witness;
            words.Add(change.Words);
        }

        yield return new("with " + string.Join(" and ", words), witness);
    }

    private static Change With(string bound, string value, ActionRequest witness) => new($"{bound} {value}", witness);

    private static Change? EnterHours(Rule rule, ActionRequest request)
    {
        var next = rule.Hours.SelectMany(window => window.Starts(request.ReceivedAt).Where(window.Contains).Take(1).Select(start => (Start: start, Words: window.OnTheClock(start))))
            .OrderBy(found => found.Start).FirstOrDefault();
        return next == default ? null : new($"time {next.Words}", request with { ReceivedAt = next.Start });
    }

    private static Change? EnterAmount(Rule rule, ActionRequest request)
    {
        var (currency, range) = request.Amount is { } amount && rule.Amounts.TryGetValue(amount.Currency, out var same)
            ? (amount.Currency, same)
            : rule.Amounts.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, pair.Value)).First();
        var minor = Math.Max(1, Math.Clamp(request.Amount?.Minor ?? 0, range.Minimum, range.Maximum));
        return range.Contains(minor) ? new($"amount {Iso4217.Format(minor, currency)}", request with { Amount = new(minor, currency) }) : null;
    }

    private static Change? EnterParameter(Rule rule, string name, ActionRequest request)
    {
        var values = request.Parameters.ToJson();
        var wanted = rule.Where.GetValueOrDefault(name, []).FirstOrDefault(v => !rule.Except.GetValueOrDefault(name, []).Contains(v, StringComparer.Ordinal));
        if (wanted is not null) values[name] = values[name] is JsonArray ? new JsonArray(wanted) : wanted;
        else if (rule.Where.ContainsKey(name) || values[name] is null) return null;
        else if (values[name] is JsonArray) values[name] = new JsonArray();
        else values[name] = "any other";
        var words = wanted is not null ? $"{name} {wanted}" : $"{name} other than {string.Join(" or ", request.Parameters.Texts(name))}";
        return new(words, request with { Parameters = ActionParameters.From(values) });
    }

    /// <summary>Single changes that make one bound of a matching rule fail.</summary>
    private static IEnumerable<Change> Leaving(Catalog catalog, Rule rule, ActionRequest request)
    {
        if (request.Amount is { } amount && rule.Amounts.TryGetValue(amount.Currency, out var range))
        {
            if (range.Maximum < long.MaxValue) yield return Amount("above", range.Maximum, range.Maximum + 1, request);
            if (range.Minimum > 1) yield return Amount("below", range.Minimum, range.Minimum - 1, request);
        }

        if (rule.Segments.Count > 0 && catalog.Segments.FirstOrDefault(s => !rule.Segments.Contains(s, StringComparer.Ordinal)) is { } segment)
            yield return new($"with segment {segment}", request with { Customer = request.Customer with { Segment = segment } });
        if (rule.Channels.Count > 0 && catalog.Channels.FirstOrDefault(c => !rule.Channels.Contains(c, StringComparer.Ordinal)) is { } channel)
            yield return new($"with channel {channel}", request with { Channel = channel });
        if (rule.Actors.Count > 0 && catalog.ListedActors().FirstOrDefault(actor => !rule.Actors.Contains(actor.Id)) is { } other)
            yield return new($"with actor {other.Id}", request with { Actor = other.Id, OnBehalfOf = null });
        foreach (var (name, values) in rule.Except.Where(pair => pair.Value.Count > 0))
        {
            if (request.Parameters.ToJson() is var changed && changed[name] is JsonArray) changed[name] = new JsonArray(values[0]);
            else changed[name] = values[0];
            yield return new($"with {name} {values[0]}", request with { Parameters = ActionParameters.From(changed) });
        }
    }

    private static Change Amount(string side, long edge, long minor, ActionRequest request) =>
        new($"with an amount {side} {Iso4217.Format(edge, request.Amount!.Currency)}", request with { Amount = request.Amount with { Minor = minor } });

    private sealed record Change(string Words, ActionRequest Witness);
}
