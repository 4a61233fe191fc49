using System.Globalization;
using Hitl.Client.Coverage;
using Hitl.Client.Slack;

namespace Hitl.Client;

public sealed partial class HitlClient
{
    /// <summary>Simulates whom the active catalog would ask over the coming days; people only.</summary>
    /// <param name="days">How many days, 1 to 366.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <exception cref="Problems.HitlApiException">The gateway refused or could not be reached.</exception>
    public Task<CoverageView> ProveCoverageAsync(int days, CancellationToken cancel = default) =>
        _calls.GetAsync<CoverageView>(string.Create(CultureInfo.InvariantCulture, $"v1/coverage/proof?days={days}"), cancel);

    /// <summary>Checks the way to Slack and to every approver in it; people only.</summary>
    /// <exception cref="Problems.HitlApiException">The gateway refused or could not be reached.</exception>
    public Task<SlackCheckView> CheckSlackAsync(CancellationToken cancel = default) => _calls.GetAsync<SlackCheckView>("v1/slack/check", cancel);
}
