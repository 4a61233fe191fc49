using System.Text.Json;
using System.Text.Json.Nodes;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Intake;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Requests;
using Hitl.Gateway.Problems;
using Hitl.Gateway.Requests;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Versions;

namespace Hitl.Gateway.Catalogs;

/// <summary>Asks the function leaders to sign a version: a request like any other, whose consent record binds the version, what it replaces and what changes.</summary>
internal sealed class ActivationDesk(ICatalogStore catalogs, ICatalogVersions versions, IRequestIntake intake, RequestWatch watch, TimeProvider clock)
{
    // The card must show every line or it cannot be decided; what does not fit is refused here, not cut there.
    private const int MostLines = 60;

    public async Task<(StoredRequest? Request, Refusal? Refusal)> AskAsync(string digest, PersonId person, string reason, CancellationToken cancel)
    {
        if (await catalogs.ActiveAsync(cancel) is not { } active) return (null, Refusals.NoActiveCatalog);
        if (await catalogs.FindAsync(digest, cancel) is not { } version) return (null, Unknown(digest));
        if (version.Digest == active.Digest) return (null, new(409, "catalog.already_active", "This version is in force already."));
        if (active.SignOff is null) return (null, new(409, "catalog.no_sign_off", "The catalog in force does not say who signs (sign-off). Activate by configuration, and add one."));
        var diff = CatalogDiff.Of(active, version);
        var changes = diff.Gains.Concat(diff.Loses).Concat(diff.Lines).ToList();
        if (changes.Count > MostLines) return (null, new(409, "catalog.too_many_changes", $"The version changes {changes.Count} things; at most {MostLines} fit on a card that people can read whole. Propose it in parts."));

        var author = (await versions.ListAsync(cancel)).FirstOrDefault(known => known.Digest == digest)?.Author;
        var now = clock.GetUtcNow();
        var request = Request(version, active, author is { } name && active.People.ContainsKey(new(name)) ? name : person.Value, person, changes, reason, now);
        // One question per pair of versions and day: asking again answers with the question that is open.
        var key = $"activate:{digest[..16]}:{active.Digest[..16]}:{now.ToUnixTimeSeconds() / 86_400}";
        var receipt = await intake.SubmitAsync(request, key, digest, Entry(request, version, person, reason), cancel);
        watch.Wake();
        return (receipt.Request, null);
    }

    private static Refusal Unknown(string digest) => new(404, "catalog.version_unknown", $"There is no version {Quoted.Cut(digest)}. 'hitl catalog history' lists them.");

    private static ActionRequest Request(Catalog version, Catalog active, string author, PersonId person, List<string> changes, string reason, DateTimeOffset now) => new()
    {
        Id = RequestId.New(now),
        Actor = CatalogActivation.Desk,
        OnBehalfOf = person,
        Action = CatalogActivation.Action,
        Customer = new(active.Name, "catalog"),
        Channel = "api",
        Parameters = ActionParameters.From(new JsonObject
        {
            [CatalogActivation.Version] = version.Digest,
            [CatalogActivation.Replaces] = active.Digest,
            [CatalogActivation.Author] = author,
            [CatalogActivation.Changes] = new JsonArray([.. changes.Select(line => (JsonNode)line)]),
        }),
        Rationale = reason,
        ReceivedAt = new(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero),
        CatalogDigest = active.Digest,
    };

    private static LedgerEntry Entry(ActionRequest request, Catalog version, PersonId person, string reason) => new()
    {
        Kind = LedgerKinds.RequestReceived,
        Request = request.Id,
        Revision = request.Revision,
        By = "person:" + person,
        OnBehalfOf = person,
        Actor = request.Actor,
        Customer = request.Customer.Id,
        Summary = $"{person} asked to put version {version.Digest[..12]} of catalog {version.Name} in force: {reason}",
        Body = (JsonObject)JsonSerializer.SerializeToNode(request)!,
    };
}
