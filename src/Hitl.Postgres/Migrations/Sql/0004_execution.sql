-- 0004_execution.sql
-- Why: money must not move twice and nothing may run unapproved, so an effect needs a grant, its key needs no run or attempt, and done is done.
create table hitl.grant_issued (
    request    text collate "C" not null references hitl.request,
    revision   integer     not null,
    digest     text        not null check (digest ~ '^[0-9a-f]{64}$'),
    approvers  text[]      not null,
    at         timestamptz not null default clock_timestamp(),
    primary key (request, revision)
);

create table hitl.effect (
    no               bigint generated always as identity,
    request          text collate "C" not null,
    revision         integer     not null,
    step             text        not null,
    is_compensation  boolean     not null,
    status           text        not null check (status in ('intended', 'done', 'refused', 'not_done', 'unknown')),
    idempotency_key  text        not null,
    digest           text        not null,
    attempts         integer     not null default 1,
    first_sent_at    timestamptz not null default clock_timestamp(),
    reference        text,
    detail           text,
    primary key (request, revision, step, is_compensation),
    foreign key (request, revision) references hitl.grant_issued            -- no grant, no intent, no send
);

create function hitl.guard_effect() returns trigger language plpgsql as $$
begin
    if old.status = 'done' then
        raise exception 'effect %/%/% is done and never changes', old.request, old.revision, old.step using errcode = 'HT001';
    end if;
    return new;
end $$;
create trigger done_is_done before update on hitl.effect for each row execute function hitl.guard_effect();

create table hitl.effect_attempt (
    request          text collate "C" not null,
    revision         integer     not null,
    step             text        not null,
    is_compensation  boolean     not null,
    attempt          integer     not null,
    intended_at      timestamptz not null default clock_timestamp(),
    recorded_at      timestamptz,
    status           text,
    detail           text,
    primary key (request, revision, step, is_compensation, attempt),
    foreign key (request, revision, step, is_compensation) references hitl.effect
);

create table hitl.parked_step (
    request          text collate "C" not null references hitl.request,
    since            timestamptz not null,
    step             text        not null,
    is_compensation  boolean     not null,
    reason           text        not null,
    owner            text        not null,
    state_before     text        not null,
    released_at      timestamptz,
    primary key (request, since, step, is_compensation)                    -- a repeated parking meets this key, also after it was released
);
create unique index one_parking_at_a_time on hitl.parked_step (request) where released_at is null;
create index parked_in_order on hitl.parked_step (since) where released_at is null;

create table hitl.intervention (
    id        uuid        primary key,
    no        bigint generated always as identity,
    request   text collate "C" not null references hitl.request,
    kind      text        not null check (kind in ('replay', 'abandon')),
    by_whom   text        not null,
    reason    text        not null check (length(reason) between 1 and 1000),
    at        timestamptz not null,
    token     text,                                                        -- names the taking
    taken_at  timestamptz
);
create unique index one_intervention_at_a_time on hitl.intervention (request) where token is null;
create unique index one_taking_per_token on hitl.intervention (request, token) where token is not null;
