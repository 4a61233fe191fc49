using Hitl.Governance.Catalogs;
using Microsoft.Extensions.Options;

namespace Hitl.Gateway.Slack;

/// <summary>Which person of the catalog a Slack user is: by the id the catalog names, never by e-mail address or display name.</summary>
internal sealed class SlackPeople(ICatalogStore catalogs, IOptions<SlackDoorOptions> options)
{
    /// <summary>Finds the one person linked to this user; null when nobody or more than one is.</summary>
    /// <param name="user">Slack's user id.</param>
    /// <param name="team">The user's own workspace; null when the payload does not say.</param>
    /// <param name="cancel">Stops waiting.</param>
    public async Task<Person?> FindAsync(string user, string? team, CancellationToken cancel)
    {
        if (!IsOurs(team) || await catalogs.ActiveAsync(cancel) is not { } catalog) return null;
        var linked = catalog.People.Values.Where(person => person.SlackUser == user).Take(2).ToList();
        return linked.Count == 1 ? linked[0] : null;
    }

    /// <summary>Finds the one person a word means: an id, a name, or a Slack mention; null when nobody or more than one fits.</summary>
    public async Task<Person?> NamedAsync(string word, CancellationToken cancel)
    {
        if (await catalogs.ActiveAsync(cancel) is not { } catalog) return null;
        var name = word.Trim('<', '>', '@').Split('|')[0];
        var fits = catalog.People.Values.Where(person =>
            string.Equals(person.Id.Value, name, StringComparison.OrdinalIgnoreCase) || person.SlackUser == name
            || string.Equals(person.Name, name, StringComparison.OrdinalIgnoreCase)).Take(2).ToList();
        return fits.Count == 1 ? fits[0] : null;
    }

    /// <summary>Tells whether a user's workspace is ours; in a shared channel it need not be.</summary>
    public bool IsOurs(string? team) => team is null || team == options.Value.TeamId;
}
