-- 0020_card_notes.sql
-- Why: what people add to a request beside deciding it (claims, flags, questions, having read it in full) is part of how it was decided.
alter table hitl.card add column visible_since timestamptz;                   -- first acceptance by Slack; latency cannot be filled in later

create index request_by_action   on hitl.request (action, id);
create index request_by_customer on hitl.request (customer, id);

create index decision_by_person on hitl.decision (person, no);

create table hitl.card_opened (
    request   text collate "C" not null,
    revision  integer     not null,
    ordinal   integer     not null,
    person    text        not null,
    at        timestamptz not null default clock_timestamp(),
    primary key (request, revision, ordinal, person),
    foreign key (request, revision, ordinal) references hitl.stage
);

create table hitl.claim (
    request   text collate "C" not null,
    revision  integer     not null,
    ordinal   integer     not null,
    person    text        not null,
    until_at  timestamptz not null,
    primary key (request, revision, ordinal),
    foreign key (request, revision, ordinal) references hitl.stage
);

create table hitl.flag (
    request  text collate "C" not null references hitl.request,
    person   text        not null,
    at       timestamptz not null default clock_timestamp(),
    primary key (request, person)
);

create table hitl.question (
    id           uuid        primary key,
    request      text collate "C" not null,
    revision     integer     not null,
    ordinal      integer     not null,
    person       text        not null,
    question     text        not null check (length(question) between 1 and 500),
    asked_at     timestamptz not null,
    answer       text check (length(answer) between 1 and 2000),
    answered_at  timestamptz,
    told_at      timestamptz,
    foreign key (request, revision, ordinal) references hitl.stage,
    check ((answer is null) = (answered_at is null))
);
create index question_of_request on hitl.question (request, asked_at);
create index question_untold on hitl.question (answered_at) where answered_at is not null and told_at is null;

-- When a person last proved who they are in the console: what a high-risk approval in Slack rests on.
create table hitl.sign_in (
    person  text        primary key,
    at      timestamptz not null
);

create or replace function hitl.card_shown(
    p_request text, p_revision integer, p_ordinal integer, p_person text, p_channel text, p_message text, p_version bigint, p_reminder integer,
    p_entries json) returns void language plpgsql as $$
declare
    was_shown boolean;
begin
    select c.message is not null into was_shown from hitl.card c
     where c.request = p_request and c.revision = p_revision and c.ordinal = p_ordinal and c.person = p_person for update;
    update hitl.card c
       set channel = p_channel, message = p_message, shown_version = greatest(shown_version, p_version), attempts = 0, error = null,
           reminder_sent = greatest(reminder_sent, p_reminder), gave_up = false,
           visible_since = coalesce(visible_since, clock_timestamp()),
           updated_at = case when was_shown then clock_timestamp() end,
           -- What moved meanwhile is shown by the next update, not by one of its own.
           due_at = case when was_shown then clock_timestamp() + interval '1 second' else clock_timestamp() end
     where c.request = p_request and c.revision = p_revision and c.ordinal = p_ordinal and c.person = p_person;
    if not was_shown then perform audit.append(p_entries); end if;
end $$;

create function hitl.claim_stage(p_request text, p_revision integer, p_ordinal integer, p_person text, p_until timestamptz, p_entries json)
    returns boolean language plpgsql as $$
begin
    perform from hitl.stage s where s.request = p_request and s.revision = p_revision and s.ordinal = p_ordinal and s.status = 'open' for update;
    if not found then return false; end if;
    insert into hitl.claim as c (request, revision, ordinal, person, until_at) values (p_request, p_revision, p_ordinal, p_person, p_until)
    on conflict (request, revision, ordinal) do update set person = excluded.person, until_at = excluded.until_at;
    perform audit.append(p_entries);
    perform hitl.close_cards(p_request);
    return true;
end $$;

create function hitl.flag_suggestion(p_request text, p_person text, p_entries json) returns boolean language plpgsql as $$
begin
    insert into hitl.flag (request, person) values (p_request, p_person) on conflict do nothing;
    if not found then return false; end if;
    perform audit.append(p_entries);
    perform hitl.close_cards(p_request);
    return true;
end $$;

create function hitl.ask_agent(
    p_id uuid, p_request text, p_revision integer, p_ordinal integer, p_person text, p_question text, p_at timestamptz, p_most integer, p_entries json)
    returns boolean language plpgsql as $$
begin
    perform from hitl.request r where r.id = p_request and not r.ended for no key update;
    if not found then return false; end if;
    if exists (select from hitl.question q where q.id = p_id) then return true; end if;
    if (select count(*) from hitl.question q where q.request = p_request) >= p_most then return false; end if;
    insert into hitl.question (id, request, revision, ordinal, person, question, asked_at)
    values (p_id, p_request, p_revision, p_ordinal, p_person, p_question, p_at);
    perform audit.append(p_entries);
    perform hitl.close_cards(p_request);
    return true;
end $$;

create function hitl.answer_question(p_id uuid, p_answer text, p_entries json) returns boolean language plpgsql as $$
declare
    asked text;
begin
    update hitl.question set answer = p_answer, answered_at = clock_timestamp() where id = p_id and answer is null returning request into asked;
    if not found then return false; end if;
    perform audit.append(p_entries);
    perform hitl.close_cards(asked);
    return true;
end $$;

revoke all on function hitl.claim_stage(text, integer, integer, text, timestamptz, json), hitl.flag_suggestion(text, text, json),
    hitl.ask_agent(uuid, text, integer, integer, text, text, timestamptz, integer, json), hitl.answer_question(uuid, text, json) from public;
grant execute on function hitl.claim_stage(text, integer, integer, text, timestamptz, json), hitl.flag_suggestion(text, text, json),
    hitl.ask_agent(uuid, text, integer, integer, text, text, timestamptz, integer, json), hitl.answer_question(uuid, text, json) to hitl_app;
grant select, insert on hitl.card_opened, hitl.claim, hitl.flag, hitl.question, hitl.sign_in to hitl_app;
grant update on hitl.claim, hitl.question, hitl.sign_in to hitl_app;
grant select on hitl.card_opened, hitl.claim, hitl.flag, hitl.question to hitl_read;
