-- 0041_calendars.sql
-- Why: calendars say again and again who is away, and when one cannot be read nobody may conclude that its owner is there.
alter table hitl.absence drop constraint absence_source_check,
    add constraint absence_source_check check (source in ('command', 'slack', 'schedule', 'calendar'));

create table hitl.person_doubt (
    person  text        not null,
    source  text        not null,
    why     text        not null,
    since   timestamptz not null default clock_timestamp(),
    primary key (person, source)
);

-- What a source says now, against what it said before: gone is ended, new is noted, the rest is left alone.
create function hitl.replace_absences(p_person text, p_source text, p_absences json, p_entries json) returns boolean language plpgsql as $$
declare
    changed integer;
    noted integer;
begin
    -- Two workers read the same calendar: one after the other.
    perform pg_advisory_xact_lock(hashtextextended(p_person || '/' || p_source, 41));
    with said as (
        select * from json_to_recordset(p_absences) as a (id uuid, from_at timestamptz, until_at timestamptz, reason text)
    )
    update hitl.absence a set ended_at = clock_timestamp()
     where a.person = p_person and a.source = p_source and a.ended_at is null and a.until_at > clock_timestamp() and not exists (select from said where said.id = a.id);
    get diagnostics changed = row_count;
    insert into hitl.absence as a (id, person, from_at, until_at, reason, source)
    select s.id, p_person, s.from_at, s.until_at, s.reason, p_source
      from json_to_recordset(p_absences) as s (id uuid, from_at timestamptz, until_at timestamptz, reason text)
     where s.until_at > clock_timestamp()
    on conflict (id) do update set ended_at = null where a.ended_at is not null;
    get diagnostics noted = row_count;
    if changed + noted = 0 then return false; end if;
    perform audit.append(p_entries);
    return true;
end $$;

create function hitl.doubt_person(p_person text, p_source text, p_why text, p_entries json) returns boolean language plpgsql as $$
begin
    if p_why is null then
        delete from hitl.person_doubt where person = p_person and source = p_source;
    else
        insert into hitl.person_doubt (person, source, why) values (p_person, p_source, p_why) on conflict do nothing;
    end if;
    if not found then return false; end if;
    perform audit.append(p_entries);
    return true;
end $$;

revoke all on function hitl.replace_absences(text, text, json, json), hitl.doubt_person(text, text, text, json) from public;
grant execute on function hitl.replace_absences(text, text, json, json), hitl.doubt_person(text, text, text, json) to hitl_app;
grant select, insert, delete on hitl.person_doubt to hitl_app;
grant select on hitl.person_doubt to hitl_read;
