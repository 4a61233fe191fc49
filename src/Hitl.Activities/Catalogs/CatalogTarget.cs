using Hitl.Activities.Ledger;
using Hitl.Escalations.Execution;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Ledger;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Versions;

namespace Hitl.Activities.Catalogs;

/// <summary>The catalog store as a target: <c>activate</c> puts a signed version in force in place of exactly the one the signers compared it with, <c>restore</c> takes that back.</summary>
internal sealed class CatalogTarget(ICatalogVersions versions) : IActionTarget
{
    public string Name => CatalogActivation.Target;

    public async Task<TargetAnswer> SendAsync(TargetCall call, CancellationToken cancel)
    {
        if (Read(call) is not var (version, replaces, request)) return new(TargetVerdict.Refused, null, "the call names no version");
        var isRestore = call.Operation == "restore";
        var (put, over) = isRestore ? (replaces, version) : (version, replaces);
        try
        {
            return await versions.ActivateAsync(put, over, call.IdempotencyKey, Entry(request, put, over), cancel) switch
            {
                ActivationResult.Active => new(TargetVerdict.Done, put, $"version {put[..12]} is in force"),
                ActivationResult.Conflict => new(TargetVerdict.Refused, null, "catalog.version_conflict: another version came into force meanwhile; compare and sign again"),
                _ => new(TargetVerdict.Refused, null, "there is no such version"),
            };
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // The commit may or may not have happened: the key tells on look-up.
            return new(TargetVerdict.Unknown, null, $"the store did not answer: {failure.GetType().Name}");
        }
    }

    public async Task<LookUpAnswer> LookUpAsync(TargetCall call, CancellationToken cancel)
    {
        try
        {
            return await versions.WasActivatedAsync(call.IdempotencyKey, cancel)
                ? new(LookUpVerdict.Found, call.Arguments.Text(call.Operation == "restore" ? CatalogActivation.Replaces : CatalogActivation.Version), "the activation was committed")
                : new(LookUpVerdict.NotFound, null, "no activation of this key was committed");
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return new(LookUpVerdict.Unavailable, null, $"the store did not answer: {failure.GetType().Name}");
        }
    }

    private static (string Version, string Replaces, string Request)? Read(TargetCall call) =>
        call.Operation is "activate" or "restore" && call.Arguments.Text(CatalogActivation.Version) is { Length: 64 } version
            && call.Arguments.Text(CatalogActivation.Replaces) is { Length: 64 } replaces && call.Arguments.Text("request") is { } request
            ? (version, replaces, request)
            : null;

    private static LedgerEntry Entry(string request, string version, string replaces) => new()
    {
        Kind = LedgerKinds.CatalogActivated,
        Request = RequestId.From(request),
        By = LedgerLines.ExecutionWorker,
        Actor = CatalogActivation.Desk,
        Summary = $"Version {version[..12]} of the catalog came into force in place of {replaces[..12]}, signed under request {request}.",
        Body = new() { ["digest"] = version, ["replaces"] = replaces },
    };
}
