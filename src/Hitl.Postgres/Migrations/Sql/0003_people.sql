-- 0003_people.sql
-- Why: a decision told "recorded" must count and no second one may, so uniqueness and closing are the database's, not a matter of timing.
create table hitl.stage (
    request     text collate "C" not null references hitl.request,
    revision    integer     not null check (revision >= 1),
    ordinal     integer     not null check (ordinal >= 1),
    name        text        not null,
    definition  text        not null,
    status      text        not null check (status in ('open', 'approved', 'denied', 'escalated', 'skipped', 'withdrawn')),
    reminded    integer     not null default 0,
    opened_at   timestamptz not null default clock_timestamp(),
    closed_at   timestamptz,
    primary key (request, revision, ordinal),
    check ((status = 'open') = (closed_at is null))
);

create function hitl.guard_stage() returns trigger language plpgsql as $$
begin
    if old.status <> 'open' and new.status <> old.status then
        raise exception 'stage %/%/% is closed as %', old.request, old.revision, old.ordinal, old.status using errcode = 'HT001';
    end if;
    return new;
end $$;
create trigger closed_stages_stay_closed before update on hitl.stage for each row execute function hitl.guard_stage();

create table hitl.stage_person (
    request     text collate "C" not null,
    revision    integer not null,
    ordinal     integer not null,
    person      text    not null,
    covers_for  text,
    why         text    not null,
    place       integer generated always as identity,                     -- order of asking
    primary key (request, revision, ordinal, person),
    foreign key (request, revision, ordinal) references hitl.stage
);
create index stage_person_requests on hitl.stage_person (person, request);

create table hitl.decision (
    no        bigint generated always as identity,
    request   text collate "C" not null,
    revision  integer     not null,
    ordinal   integer     not null,
    person    text        not null,
    verdict   text        not null check (verdict in ('approve', 'deny')),
    settles   boolean     not null,
    delivery  text        not null,                                       -- the same click delivered again answers as the first time
    record    text        not null,                                       -- the decision with its MAC, exactly as signed
    at        timestamptz not null default clock_timestamp(),
    primary key (request, revision, ordinal, person),
    foreign key (request, revision, ordinal) references hitl.stage
);
create unique index one_decision_settles_a_stage on hitl.decision (request, revision, ordinal) where settles;

create table hitl.card (
    request          text collate "C" not null,
    revision         integer     not null,
    ordinal          integer     not null,
    person           text        not null,
    delivery         text        not null unique,                         -- travels in the message's metadata
    channel          text,
    message          text,
    wanted_version   bigint      not null default 1,
    shown_version    bigint      not null default 0,
    reminder_wanted  integer     not null default 0,
    reminder_sent    integer     not null default 0,
    attempts         integer     not null default 0,
    first_tried_at   timestamptz,
    due_at           timestamptz not null default clock_timestamp(),
    gave_up          boolean     not null default false,
    error            text,
    is_due           boolean     not null generated always as
                         (not gave_up and (shown_version < wanted_version or reminder_sent < reminder_wanted)) stored,
    primary key (request, revision, ordinal, person),
    foreign key (request, revision, ordinal, person) references hitl.stage_person,
    check ((channel is null) = (message is null))
);
create index card_due on hitl.card (due_at) where is_due;
create index card_at on hitl.card (channel, message) where channel is not null;
