-- 0002_requests.sql
-- Why: a request, the key it came under and the order to start its workflow are one fact, and a final state is final whatever asks.
revoke all on schema hitl from public;  -- the migrator made it for its own table

create table hitl.request (
    id            text collate "C" primary key,                           -- ordered by time of creation, so lists page by it
    revision      integer     not null check (revision >= 1),
    actor         text        not null,
    action        text        not null,
    customer      text        not null,
    record        text        not null,                                   -- the request as accepted; text, so that it re-digests identically
    state         text        not null default 'received' check (state in (
                      'received', 'deciding', 'approved', 'executing', 'compensating', 'waiting_for_ops', 'executed', 'compensated',
                      'partly_compensated', 'never_executed', 'refused', 'denied', 'expired', 'withdrawn')),
    ended         boolean     not null generated always as (state in (
                      'executed', 'compensated', 'partly_compensated', 'never_executed', 'refused', 'denied', 'expired', 'withdrawn')) stored,
    evaluation    text,
    digest        text check (digest ~ '^[0-9a-f]{64}$'),
    outcome       text,
    withdrawn_at  timestamptz,
    state_since   timestamptz not null default clock_timestamp()
) with (fillfactor = 80);
create index request_open_by_actor on hitl.request (actor, id) where not ended;
create index request_by_actor      on hitl.request (actor, id);
create index request_by_state      on hitl.request (state, id);

create function hitl.guard_request() returns trigger language plpgsql as $$
begin
    if old.ended and (new.state, new.outcome, new.withdrawn_at) is distinct from (old.state, old.outcome, old.withdrawn_at) then
        raise exception 'request % has ended as %; a final state is never left', old.id, old.state using errcode = 'HT001';
    end if;
    if new.record <> old.record or new.revision < old.revision
       or (old.evaluation is not null and new.evaluation is distinct from old.evaluation and new.revision = old.revision) then
        raise exception 'request % is immutable within a revision', old.id using errcode = 'HT001';
    end if;
    return new;
end $$;
create trigger final_states_are_final before update on hitl.request for each row execute function hitl.guard_request();

-- What people were asked under a revision that no longer holds: old cards and decisions are still explained by it.
create table hitl.past_revision (
    request     text collate "C" not null references hitl.request,
    revision    integer     not null,
    evaluation  text,
    digest      text,
    ended_at    timestamptz not null default clock_timestamp(),
    primary key (request, revision)
);

create table hitl.idempotency_key (
    actor      text        not null,
    key        text        not null check (length(key) between 1 and 255),
    body_hash  text        not null check (body_hash ~ '^[0-9a-f]{64}$'),
    request    text        not null references hitl.request deferrable initially deferred,
    at         timestamptz not null default clock_timestamp(),
    primary key (actor, key)
);

create table hitl.workflow_message (
    no            bigint generated always as identity primary key,
    id            uuid        not null unique,                            -- also the signal's request id at the workflow
    request       text collate "C" not null references hitl.request,
    kind          text        not null check (kind in ('start', 'decision', 'withdrawal', 'intervention')),
    attempts      integer     not null default 0,
    due_at        timestamptz not null default clock_timestamp(),
    delivered_at  timestamptz,
    error         text
);
create index message_undelivered on hitl.workflow_message (request, no) where delivered_at is null;
create index message_due on hitl.workflow_message (no) where delivered_at is null;

-- One holder at a time by name; every taking over raises the epoch, and writes check the epoch they were made under.
create table hitl.lease (
    name    text        primary key,
    holder  text        not null,
    epoch   bigint      not null check (epoch >= 1),
    until   timestamptz not null
);

create function hitl.hold_lease(p_name text, p_holder text, p_length interval) returns bigint language sql as $$
    insert into hitl.lease as l (name, holder, epoch, until) values (p_name, p_holder, 1, clock_timestamp() + p_length)
    on conflict (name) do update
       set holder = excluded.holder, until = excluded.until,
           epoch = l.epoch + case when l.holder = excluded.holder and l.until > clock_timestamp() then 0 else 1 end
     where l.holder = excluded.holder or l.until <= clock_timestamp()
    returning epoch
$$;

-- Executions stop here when the ledger turns out to have been rolled back; a person clears it with a reason.
create table hitl.execution_stop (
    reason  text        not null,
    since   timestamptz not null default clock_timestamp(),
    single  boolean     primary key default true check (single)
);

-- What may follow what. Going back to 'received' never; out of execution only forwards.
create function hitl.may_move(p_from text, p_to text) returns boolean language sql immutable return
    case
        when p_to = 'received' then false
        when p_from = 'executing' then p_to in ('compensating', 'waiting_for_ops', 'executed', 'compensated', 'partly_compensated', 'never_executed')
        when p_from = 'compensating' then p_to in ('waiting_for_ops', 'compensated', 'partly_compensated', 'never_executed')
        when p_from = 'waiting_for_ops' then p_to not in ('withdrawn', 'expired')
        when p_to in ('executing', 'compensating') then false                -- entered by a grant, never by a move alone
        else true
    end;
