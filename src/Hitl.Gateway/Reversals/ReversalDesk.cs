using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hitl.Escalations.Execution;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Intake;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Requests;
using Hitl.Gateway.Problems;
using Hitl.Gateway.Requests;
using Hitl.Governance.Catalogs;
using Hitl.Postgres.Requests;

namespace Hitl.Gateway.Reversals;

/// <summary>Asks to undo what was executed: a request like any other, made of the very references the targets gave for what they did.</summary>
internal sealed class ReversalDesk(
    ICatalogStore catalogs, IEffectStore effects, IRequestIntake intake, IRequestStore requests, RequestQueries queries, RequestWatch watch, TimeProvider clock)
{
    public async Task<(StoredRequest? Reversal, Refusal? Refusal)> AskAsync(StoredRequest original, PersonId person, string reason, CancellationToken cancel)
    {
        if (await catalogs.ActiveAsync(cancel) is not { } catalog) return (null, Refusals.NoActiveCatalog);
        if (Unable(original, catalog) is { } unable) return (null, unable);
        var action = catalog.Actions[original.Request.Action];
        var authority = ActionReversal.Authority(action);
        if (!ActionReversal.MayAsk(catalog, action, person))
            return (null, About(original, new(403, "request.reversal_not_yours", $"Only {string.Join(" or ", authority)} may have it undone.")));

        var earlier = await queries.UnderKeysAsync(ActionReversal.Desk, ActionReversal.KeyOf(original.Request.Id, ""), cancel);
        // Asking twice finds the question that is open.
        if (earlier.FirstOrDefault(known => !RequestStates.IsFinal(known.State)) is { Request.Value: not null } open) return (await requests.FindAsync(open.Request, cancel), null);
        if (earlier.Any(known => known.State == RequestState.Executed))
            return (null, About(original, new(409, "request.already_reversed", $"It was undone by {earlier[^1].Request}.")));

        var (parameters, missing) = await ParametersAsync(original, catalog.Actions[ActionReversal.Of(action.Name)], cancel);
        if (missing is not null) return (null, About(original, new(409, "request.not_reversible", $"The target gave no reference for {missing}, so it cannot say what to undo.")));
        var request = Request(original, catalog, person, parameters, reason);
        var key = ActionReversal.KeyOf(original.Request.Id, earlier.Count.ToString(CultureInfo.InvariantCulture));
        var receipt = await intake.SubmitAsync(request, key, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key))), Received(request, original, person, reason), cancel, Linked(request, original, person, reason));
        watch.Wake();
        return (receipt.Request, null);
    }

    private Refusal? Unable(StoredRequest original, Catalog catalog)
    {
        Refusal Not(string why) => About(original, new(409, "request.not_reversible", why));
        if (original.State != RequestState.Executed) return Not($"The request is {WireNames.Of(original.State)}; only what was executed can be undone.");
        if (!catalog.Actions.TryGetValue(original.Request.Action, out var action) || !catalog.Actions.ContainsKey(ActionReversal.Of(action.Name)))
            return Not("The catalog knows no way back for this action.");
        return action.ReversibleFor is { } window && clock.GetUtcNow() > original.StateSince + window
            ? Not(string.Create(CultureInfo.InvariantCulture, $"It could be undone until {original.StateSince + window:yyyy-MM-dd HH:mm} UTC."))
            : null;
    }

    private async Task<(ActionParameters Parameters, string? Missing)> ParametersAsync(StoredRequest original, ActionDefinition reversal, CancellationToken cancel)
    {
        var done = await effects.ListAsync(original.Request.Id, original.Request.Revision, cancel);
        // What was sent, not what was typed.
        var values = (original.Evaluation?.Consent?.Parameters ?? original.Request.Parameters).ToJson();
        values[ActionReversal.Reverses] = original.Request.Id.Value;
        foreach (var step in reversal.Steps)
        {
            var name = step.Name["undo-".Length..];
            if (done.FirstOrDefault(effect => effect.Key.Step == name && effect is { Key.IsCompensation: false, Status: EffectStatus.Done })?.Reference is not { Length: > 0 } reference)
                return (ActionParameters.Empty, name);
            values[ActionReversal.ReferenceOf(name)] = reference;
        }

        return (ActionParameters.From(values), null);
    }

    private ActionRequest Request(StoredRequest original, Catalog catalog, PersonId person, ActionParameters parameters, string reason)
    {
        var now = clock.GetUtcNow();
        return original.Request with
        {
            Id = RequestId.New(now),
            Revision = 1,
            Actor = ActionReversal.Desk,
            Agent = new(null, null, null),
            OnBehalfOf = person,
            Action = ActionReversal.Of(original.Request.Action),
            Parameters = parameters,
            Rationale = reason,
            Evidence = [],
            Consents = [],
            ReceivedAt = new(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero),
            CatalogDigest = catalog.Digest,
        };
    }

    private static Refusal About(StoredRequest original, Refusal refusal) => refusal with { RequestId = original.Request.Id.Value };

    private static LedgerEntry Received(ActionRequest request, StoredRequest original, PersonId person, string reason) => Row(request, person) with
    {
        Kind = LedgerKinds.RequestReceived,
        Summary = $"{person} asked to undo {original.Request.Id}: {reason}",
        Body = (JsonObject)JsonSerializer.SerializeToNode(request)!,
    };

    private static LedgerEntry Linked(ActionRequest request, StoredRequest original, PersonId person, string reason) => Row(original.Request, person) with
    {
        Kind = LedgerKinds.ReversalAsked,
        Summary = $"{person} asked to have it undone, by {request.Id}: {reason}",
        Body = new() { ["reversal"] = request.Id.Value, ["reason"] = reason },
    };

    private static LedgerEntry Row(ActionRequest about, PersonId person) => new()
    {
        Kind = "",
        Request = about.Id,
        Revision = about.Revision,
        By = "person:" + person,
        OnBehalfOf = person,
        Actor = about.Actor,
        Customer = about.Customer.Id,
        Summary = "",
        Body = [],
    };
}
