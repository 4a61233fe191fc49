using Hitl.Client.Audit;

namespace Hitl.Tests.Gateway;

/// <summary>Refused attempts in the ledger. The world is shared, so a row may be on any page.</summary>
internal static class Refusals
{
    public static async Task<bool> AreRecordedAsync(GatewayWorld world, string code)
    {
        var query = new LedgerQuery { Kind = "attempt.refused", From = world.Clock.GetUtcNow().AddMinutes(-30), Limit = 200 };
        while (true)
        {
            var page = await world.Client("hana").AuditEventsAsync(query, TestContext.Current.CancellationToken);
            if (page.Items.Any(row => row.Body["code"]?.GetValue<string>() == code)) return true;
            if (page.Next is null) return false;
            query = query with { Cursor = page.Next };
        }
    }
}
