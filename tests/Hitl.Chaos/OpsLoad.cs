using Hitl.Client;
using Hitl.Client.Problems;

namespace Hitl.Chaos;

/// <summary>The person of ops, after the trouble: replays whatever waits.</summary>
internal sealed class OpsLoad(HitlClient ops, RunLedger ledger)
{
    public async Task ReplayAllAsync(CancellationToken cancel)
    {
        try
        {
            foreach (var parked in (await ops.ParkedAsync(cancel)).Items)
            {
                await ops.ReplayAsync(parked.Request, "The trouble is over.", null, cancel);
                ledger.Write("replay", new() { ["request"] = parked.Request });
            }
        }
        catch (HitlApiException late) when (late.IsTransient || late.Code is "ops.not_parked")
        {
            ledger.Write("replay-later", new() { ["code"] = late.Code });
        }
    }
}
