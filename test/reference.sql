-- reference.sql: the SQL objects of the extension as Markdown tables, from their comments. Support functions are left
-- out: what is marked (internal), triggers, and what an operator, type or index calls.
SET search_path = public, pg_catalog;
CREATE TEMPORARY VIEW member AS
SELECT d.classid, d.objid FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid
WHERE d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e' AND e.extname = 'onrecord';

CREATE FUNCTION pg_temp.section(title text, head text, rows text) RETURNS text LANGUAGE sql AS $$
    SELECT format(E'### %s\n\n| %s | |\n| --- | --- |\n%s\n', title, head, rows)
$$;

SELECT pg_temp.section('Types', 'type', string_agg(format('| `%s` | %s |', format_type(t.oid, NULL), obj_description(t.oid, 'pg_type')),
                                           E'\n' ORDER BY t.oid))
FROM pg_type t JOIN member m ON m.classid = 'pg_type'::regclass AND m.objid = t.oid
WHERE t.typelem = 0 AND t.typrelid = 0;

SELECT pg_temp.section('Functions', 'function', string_agg(
    format('| `%s%s(%s)`%s | %s |', CASE p.prokind WHEN 'p' THEN 'CALL ' ELSE '' END, p.proname,
           replace(regexp_replace(pg_get_function_arguments(p.oid), '(, )?OUT .*$', ''), ' DEFAULT ', ' = '),
           CASE WHEN p.prokind = 'p' THEN '' ELSE format(' → `%s`', replace(regexp_replace(pg_get_function_result(p.oid),
                '^(SETOF )?record$|^TABLE', 'record'), '|', '\|')) END,
           replace(obj_description(p.oid, 'pg_proc'), '|', '\|')),
    E'\n' ORDER BY p.proname, p.oid))
FROM pg_proc p JOIN member m ON m.classid = 'pg_proc'::regclass AND m.objid = p.oid
WHERE obj_description(p.oid, 'pg_proc') !~ '^\(|^trigger|^implementation of|selectivity|GIN support|used by|^(binary )?(input|output) of|^(sort support|hash of|ANALYZE of|subscripts of|planner support)';

SELECT pg_temp.section('Operators', 'operator', string_agg(
    format('| `%s %s %s` | %s |', format_type(o.oprleft, NULL), replace(o.oprname, '|', '\|'), format_type(o.oprright, NULL),
           obj_description(o.oid, 'pg_operator')), E'\n' ORDER BY o.oprname, o.oid))
FROM pg_operator o JOIN member m ON m.classid = 'pg_operator'::regclass AND m.objid = o.oid;

SELECT pg_temp.section('Casts', 'cast', string_agg(
    format('| `%s` as `%s` | %s |', format_type(c.castsource, NULL), format_type(c.casttarget, NULL),
           obj_description(c.oid, 'pg_cast')), E'\n' ORDER BY c.oid))
FROM pg_cast c JOIN member m ON m.classid = 'pg_cast'::regclass AND m.objid = c.oid;

SELECT pg_temp.section('Text search', 'object', string_agg(format('| %s | %s |', o.name, o.comment), E'\n' ORDER BY o.rank, o.name))
FROM (SELECT 1, format('configuration `%s`', c.cfgname), obj_description(c.oid, 'pg_ts_config')
      FROM pg_ts_config c JOIN member m ON m.classid = 'pg_ts_config'::regclass AND m.objid = c.oid
      UNION ALL
      SELECT 2, format('parser `%s`', p.prsname), obj_description(p.oid, 'pg_ts_parser')
      FROM pg_ts_parser p JOIN member m ON m.classid = 'pg_ts_parser'::regclass AND m.objid = p.oid
      UNION ALL
      SELECT 3, format('dictionary `%s`', d.dictname), obj_description(d.oid, 'pg_ts_dict')
      FROM pg_ts_dict d JOIN member m ON m.classid = 'pg_ts_dict'::regclass AND m.objid = d.oid) o (rank, name, comment);

SELECT pg_temp.section('Tables and views', 'relation', string_agg(
    format('| `%s` | %s |', c.relname, obj_description(c.oid, 'pg_class')), E'\n' ORDER BY c.relname))
FROM pg_class c JOIN member m ON m.classid = 'pg_class'::regclass AND m.objid = c.oid WHERE c.relkind IN ('r', 'v', 'm');
