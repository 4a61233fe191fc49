namespace Hitl.EndToEndTests.Story;

/// <summary>I1–I10 as queries that find violations; none finds any in a sound system, and InvariantTests shows each finding one in a broken copy.</summary>
internal static class InvariantQueries
{
    /// <summary>Transitions that the database counted, by the kind of ledger row each must have left.</summary>
    private const string Expected =
        """
        select request, case
                   when what = 'stage' and was is null and became = 'open' then 'stage.opened'
                   when what = 'stage' and was is null and became = 'skipped' then 'stage.skipped'
                   when what = 'stage' and was is null then null
                   when what = 'stage' then 'stage.closed'
                   when was is null then 'request.received'
                   when was = 'deciding' and became = 'received' then 'request.edited'
                   when became = 'received' then 'request.revised'
                   when was = 'received' and became in ('deciding', 'approved', 'refused', 'shadowed') then 'request.evaluated'
                   when became = 'withdrawn' then 'request.withdrawn'
                   when was = 'approved' and became = 'executing' then 'grant.issued'
                   when was = 'waiting_for_ops' and became not in (
                       'executed', 'compensated', 'partly_compensated', 'never_executed', 'refused', 'denied', 'expired') then 'ops.intervened'
                   else 'request.moved'
               end as kind
          from observed.transition
        """;

    private const string Counted =
        "('request.received', 'request.revised', 'request.edited', 'request.evaluated', 'request.withdrawn', 'request.moved', 'grant.issued', 'stage.opened', 'stage.skipped', 'stage.closed')";

    public static IReadOnlyList<(string Name, string Violations)> All { get; } =
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
        ("I2 every request came under a key", "select id from hitl.request r where not exists (select from hitl.idempotency_key k where k.request = r.id)"),
        ("I3 no step took effect twice by our own record", """
            select e.request || ' ' || e.step from hitl.effect e where e.status = 'done' group by e.request, e.revision, e.step, e.is_compensation having count(*) > 1
            """),
        ("I4 every effect has a grant, committed before its first intent", """
            select i.request || ' ' || i.no from audit.event i
             where i.kind = 'effect.intended'
               and not exists (select from audit.event g where g.kind = 'grant.issued' and g.request = i.request and g.revision = i.revision and g.no < i.no)
            """),
        ("I4 every grant that needs people rests on a quorum of distinct, asked, unconflicted people who saw the same digest in time", """
            select g.request from hitl.grant_issued g join hitl.request r on r.id = g.request and r.revision = g.revision, jsonb(r.evaluation) e
             where e ->> 'Outcome' = 'ask' and not exists (
                select from hitl.stage s
                 where s.request = g.request and s.revision = g.revision and s.status = 'approved' and (
                    select count(distinct d.person) from hitl.decision d
                     where (d.request, d.revision, d.ordinal) = (s.request, s.revision, s.ordinal) and d.verdict = 'approve' and d.person = any (g.approvers)
                       and d.at < g.at and d.at < (e #>> '{Consent,ExpiresAt}')::timestamptz and d.at >= s.opened_at
                       and d.record::jsonb ->> 'Digest' = g.digest
                       and not (e #> '{Consent,Conflicted}') ? d.person
                       and exists (select from hitl.stage_person p where (p.request, p.revision, p.ordinal) = (s.request, s.revision, s.ordinal)
                                      and d.person in (p.person, p.covers_for)))
                    >= greatest(1, (e #>> array['Consent', 'Path', 'Stages', (s.ordinal - 1)::text, 'Quorum'])::integer))
            """),
        ("I4 every approver of a grant stands in the ledger before it", """
            select g.request || ' ' || a.person from audit.event g, jsonb_array_elements_text(g.body::jsonb -> 'approvers') a (person)
             where g.kind = 'grant.issued' and not exists (
                select from audit.event d where d.kind = 'decision.recorded' and d.request = g.request and d.revision = g.revision
                   and d.by_whom = 'person:' || a.person and d.no < g.no)
            """),
        ("I4 nothing was granted over a denial, a withdrawal or the end of the path", """
            select g.request from hitl.grant_issued g
             where exists (select from hitl.decision d where (d.request, d.revision) = (g.request, g.revision) and d.verdict = 'deny')
                or exists (select from hitl.stage s where (s.request, s.revision) = (g.request, g.revision) and s.status in ('denied', 'withdrawn') and s.closed_at < g.at)
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
        // A timer keeps its length; the wall clock that it is held against may be set meanwhile.
        ("I7 no stage ran out early", """
            select s.request || ' ' || s.ordinal from hitl.stage s
             where s.status = 'escalated' and s.closed_at - s.opened_at < (s.definition::jsonb ->> 'Wait')::interval * 0.999
            """),
        ("I8 stages are walked in order", """
            select s.request || ' ' || s.ordinal from hitl.stage s
             where s.ordinal > 1 and not exists (select from hitl.stage b where b.request = s.request and b.revision = s.revision and b.ordinal = s.ordinal - 1
                                                    and b.status in ('approved', 'escalated', 'skipped') and b.closed_at <= s.opened_at)
            """),
        ("I8 every stage that asked people has told one of them, or says why not", """
            select s.request || ' ' || s.ordinal from hitl.stage s
             where s.status not in ('open', 'skipped', 'withdrawn')
               and not exists (select from hitl.card c where (c.request, c.revision, c.ordinal) = (s.request, s.revision, s.ordinal) and (c.message is not null or c.gave_up))
               and not exists (select from hitl.decision d where (d.request, d.revision, d.ordinal) = (s.request, s.revision, s.ordinal))
            """),
        ("I8 everybody asked has a card", """
            select p.request || ' ' || p.person from hitl.stage_person p
             where not exists (select from hitl.card c where (c.request, c.revision, c.ordinal, c.person) = (p.request, p.revision, p.ordinal, p.person))
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
        ("I9 a compensated request has undone, in reverse, everything that was done", """
            select r.id from hitl.request r
             where r.state = 'compensated' and (
                exists (select from hitl.effect e where e.request = r.id and not e.is_compensation and e.status = 'done'
                           and not exists (select from hitl.effect u where (u.request, u.revision, u.step) = (e.request, e.revision, e.step) and u.is_compensation and u.status = 'done'))
                or exists (select from hitl.effect a join hitl.effect b on (b.request, b.revision) = (a.request, a.revision) and b.is_compensation
                             join hitl.effect da on (da.request, da.revision, da.step) = (a.request, a.revision, a.step) and not da.is_compensation
                             join hitl.effect db on (db.request, db.revision, db.step) = (b.request, b.revision, b.step) and not db.is_compensation
                            where a.request = r.id and a.is_compensation and a.no < b.no and da.no < db.no))
            """),
        ("I10 the chain is dense", "select chain || ' ' || count(*) from audit.seal group by chain having count(*) <> max(seq)"),
        ("I10 an outcome follows its intent", """
            select o.request from audit.event o where o.kind = 'effect.recorded'
               and not exists (select from audit.event i where i.kind = 'effect.intended' and i.request = o.request and i.no < o.no)
            """),
        ("I10 every transition left its one ledger row, and no row is without one", $"""
            select coalesce(t.request, l.request) || ' ' || coalesce(t.kind, l.kind) || ': ' || coalesce(t.n, 0) || ' transitions, ' || coalesce(l.n, 0) || ' rows'
              from (select request, kind, count(*) n from ({Expected}) x where kind in {Counted} group by request, kind) t
              full join (select request, kind, count(*) n
                           from audit.event where kind in {Counted} group by request, kind) l using (request, kind)
             where t.n is distinct from l.n
            """),
        ("I10 every edit is the row of whoever made it", """
            select p.request || ' ' || p.edited_by from hitl.past_revision p where p.edited_by is not null
               and (select count(*) from audit.event e where e.kind = 'request.edited' and e.request = p.request and e.by_whom = 'person:' || p.edited_by)
                <> (select count(*) from hitl.past_revision o where o.request = p.request and o.edited_by = p.edited_by)
            """),
        ("I10 nobody but ops took a request out of its waiting", $"""
            select request from ({Expected}) x where kind = 'ops.intervened' group by request
            having count(*) > (select count(*) from audit.event e where e.kind = 'ops.intervened' and e.request = x.request)
            """),
        // A digest that names a request tells of it without a card of its own.
        ("I10 decisions, grants, sends, interventions and cards are as many as their rows", """
            with told as (select e.kind from audit.event e where e.kind <> 'card.posted' or e.body::json ->> 'inDigest' is null)
            select w.what || ': ' || w.n || ', rows: ' || (select count(*) from told e where e.kind = w.what)
              from (select 'decision.recorded' what, count(*) n from hitl.decision union all select 'grant.issued', count(*) from hitl.grant_issued
                    union all select 'effect.intended', count(*) from hitl.effect_attempt union all select 'ops.intervened', count(*) from hitl.intervention
                    union all select 'card.posted', count(*) from hitl.card where message is not null) w
             where w.n <> (select count(*) from told e where e.kind = w.what)
            """),
    ];
}
