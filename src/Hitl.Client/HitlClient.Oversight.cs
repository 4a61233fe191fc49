using System.Globalization;
using Hitl.Client.Oversight;

namespace Hitl.Client;

public sealed partial class HitlClient
{
    /// <summary>How people oversaw: time from card visible to decision, denial and edit rates, per person and action; people only.</summary>
    /// <param name="days">How many days back, 1 to 400.</param>
    /// <param name="person">Only this person; null for everybody the caller may see.</param>
    /// <param name="action">Only this action; null for all.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <exception cref="Problems.HitlApiException">The gateway refused or could not be reached.</exception>
    public Task<OversightView> OversightAsync(int days = 30, string? person = null, string? action = null, CancellationToken cancel = default)
    {
        var query = string.Create(CultureInfo.InvariantCulture, $"v1/oversight?days={days}");
        if (person is not null) query += "&person=" + Uri.EscapeDataString(person);
        if (action is not null) query += "&action=" + Uri.EscapeDataString(action);
        return _calls.GetAsync<OversightView>(query, cancel);
    }
}
