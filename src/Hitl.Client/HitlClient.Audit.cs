using Hitl.Client.Audit;
using Hitl.Client.Requests;

namespace Hitl.Client;

/// <content>The ledger. Needs the duty <c>audit</c>; every read is itself a row.</content>
public sealed partial class HitlClient
{
    /// <summary>One request with its rows and their place in the sealed chain.</summary>
    /// <exception cref="Problems.HitlApiException">The gateway refused or could not be reached.</exception>
    public Task<TimelineView> AuditRequestAsync(string id, CancellationToken cancel = default) =>
        _calls.GetAsync<TimelineView>("v1/audit/requests/" + Uri.EscapeDataString(id), cancel);

    /// <summary>Rows by filter, oldest first.</summary>
    /// <exception cref="Problems.HitlApiException">The gateway refused or could not be reached.</exception>
    public Task<LedgerPage> AuditEventsAsync(LedgerQuery query, CancellationToken cancel = default) =>
        _calls.GetAsync<LedgerPage>("v1/audit/events" + QueryText.Of(query), cancel);

    /// <summary>Verifies the chain and the checkpoints at the gateway.</summary>
    /// <exception cref="Problems.HitlApiException">The gateway refused or could not be reached.</exception>
    public Task<LedgerVerification> AuditVerifyAsync(CancellationToken cancel = default) =>
        _calls.GetAsync<LedgerVerification>("v1/audit/verify", cancel);

    /// <summary>The public key that checkpoints verify with, as PEM.</summary>
    /// <exception cref="Problems.HitlApiException">The gateway refused or could not be reached.</exception>
    public async Task<string> AuditKeyAsync(CancellationToken cancel = default)
    {
        using var answer = await _calls.SendAsync(() => new(HttpMethod.Get, "v1/audit/key"), cancel);
        return await answer.Content.ReadAsStringAsync(cancel);
    }

    /// <summary>What the customer may be told of a request. Reading leaves a row.</summary>
    /// <exception cref="Problems.HitlApiException">The gateway refused or could not be reached.</exception>
    public Task<CustomerExplanation> AuditExplainAsync(string id, CancellationToken cancel = default) =>
        _calls.GetAsync<CustomerExplanation>($"v1/audit/requests/{Uri.EscapeDataString(id)}/explanation", cancel);

    /// <summary>Opens an export, oldest row first. The caller disposes the stream, which also ends the call.</summary>
    /// <param name="format">JSON Lines or CSV.</param>
    /// <param name="query">Filters; cursor and limit are ignored.</param>
    /// <param name="cancel">Stops the export.</param>
    /// <exception cref="Problems.HitlApiException">The gateway refused or could not be reached.</exception>
    public async Task<Stream> AuditExportAsync(ExportFormat format, LedgerQuery query, CancellationToken cancel = default)
    {
        var text = QueryText.Of(query with { Cursor = null, Limit = 100 });
        var path = "v1/audit/export?format=" + (format == ExportFormat.Csv ? "csv" : "jsonl") + (text.Length > 0 ? "&" + text[1..] : "");
        var answer = await _calls.SendAsync(() => new(HttpMethod.Get, path), cancel);
        return await answer.Content.ReadAsStreamAsync(cancel);
    }
}
