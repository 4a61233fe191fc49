-- 0053_desk_cards.sql
-- Why: work that waits for somebody (a parked step, a drill) needs a card in front of that person, and the card must come to the truth.
create table hitl.desk_card (
    kind            text        not null check (kind in ('parked', 'drill')),
    subject         text        not null,
    person          text        not null,
    wanted_version  bigint      not null default 1,
    shown_version   bigint      not null default 0,
    reminder        integer     not null default 0,
    reminder_sent   integer     not null default 0,
    channel         text,
    message         text,
    attempts        integer     not null default 0,
    due_at          timestamptz not null default clock_timestamp(),
    gave_up         boolean     not null default false,
    error           text,
    primary key (kind, subject, person)
);
create index desk_card_due on hitl.desk_card (due_at) where not gave_up and (shown_version < wanted_version or reminder_sent < reminder);
create unique index desk_card_at on hitl.desk_card (channel, message) where message is not null;

create function hitl.want_desk_cards(p_kind text, p_subject text, p_people text[], p_reminder integer) returns void language sql as $$
    insert into hitl.desk_card as c (kind, subject, person, reminder, reminder_sent)
    select p_kind, p_subject, p, p_reminder, p_reminder from unnest(p_people) p
    on conflict (kind, subject, person) do update
       set reminder = excluded.reminder, wanted_version = c.wanted_version + 1, due_at = least(c.due_at, clock_timestamp())
     where c.reminder < excluded.reminder and not c.gave_up
$$;

create function hitl.claim_desk_cards(p_most integer, p_lease interval) returns setof hitl.desk_card language sql as $$
    update hitl.desk_card c set due_at = clock_timestamp() + p_lease
      from (select kind, subject, person from hitl.desk_card
             where not gave_up and (shown_version < wanted_version or reminder_sent < reminder) and due_at <= clock_timestamp()
             order by due_at limit p_most for update skip locked) d
     where (c.kind, c.subject, c.person) = (d.kind, d.subject, d.person)
    returning c.*
$$;

grant select, insert, update on hitl.desk_card to hitl_app;
revoke all on function hitl.want_desk_cards(text, text, text[], integer), hitl.claim_desk_cards(integer, interval) from public;
grant execute on function hitl.want_desk_cards(text, text, text[], integer), hitl.claim_desk_cards(integer, interval) to hitl_app;
