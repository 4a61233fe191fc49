using Hitl.EndToEndTests.Processes;

namespace Hitl.EndToEndTests.Story;

/// <summary>I1–I10 of the reliability contract, held against the database, the targets' own records and the local Slack after every test.</summary>
internal static class Invariants
{
    private static readonly (string Name, string Violations)[] Queries =
    [
        ("I1 every accepted request has ended or waits with somebody: a person of an open stage, ops, or a workflow under way", """
            select r.id || ' ' || r.state from hitl.request r
             where not r.ended and r.state = 'deciding'
               and exists (select from hitl.stage s where s.request = r.id and s.status = 'open')
               and not exists (select from hitl.stage s join hitl.stage_person p using (request, revision, ordinal)
                                where s.request = r.id and s.status = 'open')
            """),
        ("I1 a request that waits for ops is listed for ops", """
            select r.id from hitl.request r where r.state = 'waiting_for_ops' and not exists (select from hitl.parked_step p where p.request = r.id)
            """),
        ("I2 one key names one request", "select actor || ' ' || key from hitl.idempotency_key group by actor, key having count(distinct request) > 1"),
        ("I3 no step took effect twice by our own record", """
            select e.request || ' ' || e.step from hitl.effect e where e.status = 'done' group by e.request, e.revision, e.step, e.is_compensation having count(*) > 1
            """),
        ("I4 every effect has a grant, committed before its first intent", """
            select i.request || ' ' || i.no from audit.event i
             where i.kind = 'effect.intended'
               and not exists (select from audit.event g where g.kind = 'grant.issued' and g.request = i.request and g.revision = i.revision and g.no < i.no)
            """),
        ("I4 every grant for an action that needs people rests on decisions recorded before it", """
            select g.request from audit.event g join hitl.request r on r.id = g.request
             where g.kind = 'grant.issued' and r.evaluation::jsonb ->> 'Outcome' = 'ask'
               and not exists (select from audit.event d where d.kind = 'decision.recorded' and d.request = g.request and d.no < g.no)
            """),
        ("I5 every decision is in the ledger exactly once", """
            select d.request || ' ' || d.person from hitl.decision d
             where (select count(*) from audit.event e where e.kind = 'decision.recorded' and e.request = d.request and e.revision = d.revision
                       and e.by_whom = 'person:' || d.person) <> (select count(*) from hitl.decision o where (o.request, o.revision, o.person) = (d.request, d.revision, d.person))
            """),
        ("I6 at most one decision settles a stage", "select request from hitl.decision where settles group by request, revision, ordinal having count(*) > 1"),
        ("I7 nothing runs after a refusal, a denial, silence or a withdrawal", """
            select r.id || ' ' || r.state from hitl.request r
             where r.state in ('refused', 'denied', 'expired', 'withdrawn') and exists (select from hitl.effect e where e.request = r.id and e.revision = r.revision)
            """),
        ("I8 stages are walked in order", """
            select s.request || ' ' || s.ordinal from hitl.stage s
             where s.ordinal > 1 and not exists (select from hitl.stage b where b.request = s.request and b.revision = s.revision and b.ordinal = s.ordinal - 1
                                                    and b.status in ('approved', 'escalated', 'skipped') and b.closed_at <= s.opened_at)
            """),
        ("I8 nobody decides whom the stage did not ask", """
            select d.request || ' ' || d.person from hitl.decision d
             where not exists (select from hitl.stage_person p where (p.request, p.revision, p.ordinal, p.person) = (d.request, d.revision, d.ordinal, d.person))
               and not exists (select from hitl.stage_person p where (p.request, p.revision, p.ordinal) = (d.request, d.revision, d.ordinal) and p.covers_for = d.person)
            """),
        ("I9 a request that ended has no effect left unknown", """
            select e.request || ' ' || e.step from hitl.effect e join hitl.request r on r.id = e.request
             where r.state in ('executed', 'compensated', 'never_executed') and e.status in ('intended', 'unknown')
            """),
        ("I10 the chain is dense", "select chain || ' ' || count(*) from audit.seal group by chain having count(*) <> max(seq)"),
        ("I10 an outcome follows its intent", """
            select o.request from audit.event o where o.kind = 'effect.recorded'
               and not exists (select from audit.event i where i.kind = 'effect.intended' and i.request = o.request and i.no < o.no)
            """),
    ];

    public static async Task CheckAsync(ProcessSystem system, CancellationToken cancel)
    {
        foreach (var (name, violations) in Queries)
        {
            var found = await system.Database.FindAsync(violations, cancel);
            Assert.True(found.Count == 0, $"{name}: {string.Join("; ", found.Take(5))}");
        }

        await EffectsAgreeAsync(system, cancel);
        await LedgerVerifiesAsync(system, cancel);
    }

    /// <summary>I3 and I9 from the other side: what the payment target did is what we believe, and no key took effect twice.</summary>
    private static async Task EffectsAgreeAsync(ProcessSystem system, CancellationToken cancel)
    {
        var done = await system.Database.FindAsync("select idempotency_key from hitl.effect where status = 'done' and step = 'refund-payment' and not is_compensation", cancel);
        var ledger = await system.PaymentEffectsAsync(cancel);
        var refunds = ledger.Where(effect => (string?)effect["kind"] == "refund").Select(effect => (string?)effect["key"]).ToList();

        Assert.Equal(refunds.Distinct().Count(), refunds.Count);
        Assert.All(done, key => Assert.Contains(key, refunds));
    }

    private static Task LedgerVerifiesAsync(ProcessSystem system, CancellationToken cancel) =>
        Waiting.UntilAsync("the ledger to verify", async () => (await system.Client("hana").AuditVerifyAsync(cancel)).IsIntact, TimeSpan.FromSeconds(30), cancel);
}
