/**
 * What makes the shape of a database. Whatever is added or altered has a newer `xmin` than all that the template had, and
 * what is dropped is missing in the count: a constraint under its old name, a trigger switched off, another default.
 */
const PARTS = [
  'pg_attrdef',
  'pg_attribute',
  'pg_constraint',
  'pg_enum',
  'pg_index',
  'pg_policy',
  'pg_proc',
  'pg_rewrite',
  'pg_trigger',
  'pg_type',
]

/**
 * Keeps what stands in a template now, in a schema of its own. Only tables that hold something are copied: most hold
 * nothing.
 */
export const KEEP_PRISTINE = `
create schema pristine;
create table pristine.tables (name text, copy text, columns text);
create table pristine.sequences (name text, value bigint, called boolean);
create function pristine.shape() returns text language sql as $$
  select string_agg(concat_ws(' ', part, entries, newest), ', ' order by part) from (
    ${PARTS.map((part) => `select '${part}', count(*), max(xmin::text::bigint) from ${part}`).join('\n    union all ')}
  ) parts (part, entries, newest) $$;
do $$
declare
  one record;
  holds boolean;
begin
  for one in
    select c.oid, format('%I.%I', n.nspname, c.relname) as name, format('pristine.%I', n.nspname || '_' || c.relname) as copy,
      (select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute
       where attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = '') as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname in ('public', 'graphile_worker')
  loop
    execute format('select exists (select from %s)', one.name) into holds;
    if holds then execute format('create table %s as select %s from %s', one.copy, one.columns, one.name); end if;
    insert into pristine.tables values (one.name, case when holds then one.copy end, one.columns);
  end loop;
  for one in select format('%I.%I', schemaname, sequencename) as name from pg_sequences where schemaname <> 'pristine' loop
    execute format('insert into pristine.sequences select %L, last_value, is_called from %s', one.name, one.name);
  end loop;
end $$;
create table pristine.mark as select pristine.shape() as shape limit 0;`

/**
 * Makes the function that brings it back; foreign keys and triggers rest meanwhile. It says false, and is not done, when
 * the tables are others or hold too much.
 */
export const RESTORE_PRISTINE = `
create function pristine.restore(most_rows int) returns boolean language plpgsql as $$
declare
  one record;
  differs boolean;
  rows bigint;
  taken_out bigint := 0;
begin
  if pristine.shape() <> (select shape from pristine.mark) then return false; end if;
  set local session_replication_role = replica;
  for one in select * from pristine.tables loop
    if one.copy is null then
      execute format('select exists (select from %s)', one.name) into differs;
    else
      execute format(
        'with now as (select t::text from (select %1$s from %2$s) t), was as (select t::text from (select %1$s from %3$s) t)
         select exists ((table now except all table was) union all (table was except all table now))',
        one.columns, one.name, one.copy) into differs;
    end if;
    continue when not differs;
    execute format('select count(*) from (select from %s limit %s) few', one.name, most_rows + 1) into rows;
    taken_out := taken_out + rows;
    if taken_out > most_rows then return false; end if;
    execute format('delete from %s', one.name);
    if one.copy is not null then
      execute format('insert into %1$s (%2$s) overriding system value select %2$s from %3$s order by ctid',
        one.name, one.columns, one.copy);
    end if;
  end loop;
  for one in select * from pristine.sequences loop
    perform setval(one.name::regclass, one.value, one.called);
  end loop;
  return true;
end $$;
insert into pristine.mark select pristine.shape();`
