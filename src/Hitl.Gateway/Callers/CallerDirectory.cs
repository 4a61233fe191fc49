using Hitl.Escalations.Ids;
using Hitl.Governance.Catalogs;
using Hitl.Postgres.Access;

namespace Hitl.Gateway.Callers;

/// <summary>Finds who a credential speaks for. Keys and duties are read at every call, so taking one away works at once.</summary>
internal sealed class CallerDirectory(ApiKeys keys, ConsoleTokens tokens, ICatalogStore catalogs)
{
    /// <summary>Finds the caller; null for a credential that is unknown, expired, revoked, or of somebody the catalog no longer names.</summary>
    public async Task<Caller?> FindAsync(string credential, CancellationToken cancel)
    {
        if (credential.Length is < 32 or > 512) return null;
        if (tokens.Read(credential) is { } signedIn) return await PersonAsync(signedIn.Person.Value, signedIn.SignedInAt, cancel);
        return await keys.FindAsync(credential, cancel) switch
        {
            { Kind: ApiPrincipalKind.Person } person => await PersonAsync(person.Id, null, cancel),
            { Kind: ApiPrincipalKind.Actor } actor => await ActorAsync(actor.Id, cancel),
            _ => null,
        };
    }

    private async Task<Caller?> PersonAsync(string id, DateTimeOffset? signedInAt, CancellationToken cancel) =>
        await catalogs.ActiveAsync(cancel) is { } catalog && catalog.People.TryGetValue(new PersonId(id), out var person)
            ? new(CallerKind.Person, id, person.Name, person.Duties) { SignedInAt = signedInAt }
            : null;

    private async Task<Caller?> ActorAsync(string id, CancellationToken cancel) =>
        await catalogs.ActiveAsync(cancel) is { } catalog && catalog.Actors.ContainsKey(new ActorId(id)) ? new(CallerKind.Actor, id, id, []) : null;
}
