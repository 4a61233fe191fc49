using System.Security.Cryptography;
using System.Text;
using Hitl.Escalations.Consent;
using Hitl.Escalations.Execution;
using Hitl.Escalations.Keys;
using Hitl.Escalations.Requests;
using Hitl.Governance.Catalogs;
using Hitl.Workflows.Execution;

namespace Hitl.Activities.Execution;

/// <summary>The last gate in front of every send: grant, digest and step are read from the database, never from the workflow.</summary>
internal sealed class StepGate(
    IRequestStore requests, IGrantStore grants, IEffectStore effects, ICatalogStore catalogs, IEnumerable<IActionTarget> targets, SigningKeys keys)
{
    private const string Operations = "operations";
    private readonly Dictionary<string, IActionTarget> _targets = targets.ToDictionary(target => target.Name, StringComparer.Ordinal);

    /// <summary>Verifies a call.</summary>
    /// <returns>The context of the step, or why nothing may be sent.</returns>
    public async Task<(StepContext? Context, string Refusal, string Owner)> EnterAsync(StepCall call, CancellationToken cancel)
    {
        var stored = await requests.RequiredAsync(call.Request, cancel);
        if (stored.Evaluation?.Consent is not { } consent || stored.Request.Revision != call.Revision || consent.Revision != call.Revision)
            return (null, "grant.invalid: the request has no such revision to execute", Operations);
        var digest = ConsentDigest.Of(consent);
        var grant = await grants.FindAsync(call.Request, call.Revision, cancel);
        if (grant is null || grant.Request != call.Request || grant.Revision != call.Revision || !GrantMac.Verify(grant, keys)) return (null, "grant.invalid: nothing the execution worker signed allows it", Operations);
        if (!Same(grant.Digest, digest) || !Same(stored.Digest, digest)) return (null, "grant.invalid: what would run is not what was granted", Operations);
        if (consent.Saga.Steps.FirstOrDefault(step => step.Name == call.Step) is not { } step) return (null, $"grant.invalid: no step {call.Step} was approved", Operations);

        var owner = await OwnerAsync(consent, step, cancel);
        if (!_targets.TryGetValue(step.Target, out var target)) return (null, $"no connector is configured for target {step.Target}", owner);
        var key = new EffectKey(call.Request, call.Revision, step.Name, call.IsCompensation);
        var careful = Careful(step, target.Statement);
        if (!call.IsCompensation)
        {
            // Later steps see what the earlier ones changed.
            var guards = consent.Guards is { } approved && step == consent.Saga.Steps[0] ? new GuardWatch(approved, _targets) : null;
            return (new(stored, digest, careful, key, target, Call(step, key, step.Operation, step.Undoes), owner) { Guards = guards }, "", owner);
        }

        var done = await effects.FindAsync(key with { IsCompensation = false }, cancel);
        if (done is not { Status: EffectStatus.Done }) return (null, $"{step.Name} is not known to be done, so it is not undone", owner);
        return step.Compensation is { } compensation
            ? (new(stored, digest, careful, key, target, Call(step, key, compensation, done.Reference), owner), "", owner)
            : (null, $"{step.Name} has no way back", owner);
    }

    // The catalog may promise less than the connector and never more.
    private static SagaStep Careful(SagaStep step, ConnectorStatement? statement) => statement is null
        ? step
        : step with { KeyLife = step.KeyLife < statement.KeyLife ? step.KeyLife : statement.KeyLife, CanLookUp = step.CanLookUp && statement.CanLookUp };

    private static TargetCall Call(SagaStep step, EffectKey key, string operation, string? undoes) => new()
    {
        Target = step.Target,
        Host = step.Host,
        Operation = operation,
        Arguments = step.Arguments,
        IdempotencyKey = IdempotencyKeys.For(key),
        Undoes = undoes,
        Timeout = step.Timeout,
    };

    private async Task<string> OwnerAsync(ConsentRecord consent, SagaStep step, CancellationToken cancel)
    {
        var catalog = await catalogs.FindAsync(consent.CatalogDigest, cancel);
        return catalog is not null && catalog.Targets.TryGetValue(step.Target, out var target) ? target.Owner : Operations;
    }

    private static bool Same(string? one, string other) =>
        one is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));
}
