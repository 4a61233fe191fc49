namespace Hitl.EndToEndTests.Story;

/// <summary>For each invariant, one change of a sound database that it must find. Made as a superuser with every guard off, and rolled back.</summary>
internal static class InvariantBreaks
{
    public const string DropGuards =
        """
        insert into hitl_guard.ticket (xid, why) values (pg_current_xact_id(), 'test');
        drop trigger event_is_append_only on audit.event; drop trigger seal_is_append_only on audit.seal;
        set constraints all deferred; set local session_replication_role = replica;
        """;

    private const string Executed = "(select id from hitl.request where state = 'executed' and evaluation::jsonb ->> 'Outcome' = 'ask' order by id limit 1)";
    private const string AnyRequest = "(select request from hitl.stage order by request limit 1)";

    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["I1 every accepted request"] = $"""
            update hitl.request set state = 'deciding' where id = {AnyRequest}; update hitl.stage set status = 'open', closed_at = null where request = {AnyRequest};
            delete from hitl.stage_person where request = {AnyRequest}
            """,
        ["I1 a request that waits for ops"] = $"delete from hitl.parked_step where request = {Executed}; update hitl.request set state = 'waiting_for_ops' where id = {Executed}",
        ["I2 one key"] = "alter table hitl.idempotency_key drop constraint idempotency_key_pkey; insert into hitl.idempotency_key select actor, key, body_hash, 'req_other' from hitl.idempotency_key limit 1",
        ["I2 every request"] = "delete from hitl.idempotency_key",
        ["I3 no step"] = """
            alter table hitl.effect drop constraint effect_pkey cascade;
            insert into hitl.effect (request, revision, step, is_compensation, status, idempotency_key, digest) select request, revision, step, is_compensation, status, idempotency_key, digest from hitl.effect where status = 'done' limit 1
            """,
        ["I4 every effect"] = "delete from audit.event where kind = 'grant.issued'",
        ["I4 every grant"] = "update hitl.decision set person = person || '-x'",
        ["I4 every grant, too late"] = "update hitl.decision set at = at + interval '90 days'",
        ["I4 every grant, another digest"] = "update hitl.decision set record = jsonb_set(record::jsonb, '{Digest}', '\"0\"')::text",
        ["I4 every grant, a larger quorum"] = $"update hitl.request set evaluation = jsonb_set(evaluation::jsonb, '{{Consent,Path,Stages,0,Quorum}}', '5')::text where id = {Executed}",
        ["I4 every grant, in conflict"] = $"update hitl.request r set evaluation = jsonb_set(evaluation::jsonb, '{{Consent,Conflicted}}', (select jsonb_agg(person) from hitl.decision d where d.request = r.id))::text where id = {Executed}",
        ["I4 every approver"] = "update audit.event set by_whom = by_whom || '-x' where kind = 'decision.recorded'",
        ["I4 nothing was granted"] = "update hitl.decision set verdict = 'deny'",
        ["I5 every decision"] = "delete from audit.event where kind = 'decision.recorded'",
        ["I6 at most one"] = """
            drop index hitl.one_decision_settles_a_stage;
            insert into hitl.decision (request, revision, ordinal, person, verdict, settles, delivery, record) select request, revision, ordinal, person || '-x', verdict, settles, delivery, record from hitl.decision where settles limit 1
            """,
        ["I7 nothing runs"] = $"update hitl.request set state = 'denied' where id = {Executed}",
        ["I7 no stage"] = "update hitl.stage set status = 'escalated', closed_at = opened_at + interval '1 ms'",
        ["I8 stages"] = $"update hitl.stage set ordinal = 2 where request = {AnyRequest}",
        ["I8 every stage"] = "delete from hitl.card; delete from hitl.decision",
        ["I8 everybody"] = "delete from hitl.card",
        ["I8 nobody"] = "update hitl.decision set person = person || '-x'",
        ["I9 a request that ended"] = $"update hitl.effect set status = 'unknown' where request = {Executed}",
        ["I9 a compensated"] = $"update hitl.request set state = 'compensated' where id = {Executed}",
        ["I10 the chain"] = "delete from audit.seal where seq = 2",
        ["I10 an outcome"] = "delete from audit.event where kind = 'effect.intended'",
        ["I10 every transition"] = "delete from audit.event where id = (select id from audit.event where kind = 'request.moved' limit 1)",
        ["I10 every transition, one row too many"] = "insert into audit.event (id, at, kind, request, by_whom, summary, body) select gen_random_uuid(), at, kind, request, by_whom, summary, body from audit.event where kind = 'request.evaluated' limit 1",
        ["I10 every edit"] = $"insert into hitl.past_revision (request, revision, record, edited_by) values ({Executed}, 99, '{{}}', 'ada')",
        ["I10 nobody but ops"] = $"insert into observed.transition (what, request, was, became) values ('request', {Executed}, 'waiting_for_ops', 'executing')",
        ["I10 decisions"] = "delete from hitl.card",
    };
}
