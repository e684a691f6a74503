-- The rules that every SQL object of the extension keeps.

-- Library, script and control file are of one version.
SELECT onrecord_version() = extversion AS one_version FROM pg_extension WHERE extname = 'onrecord';

-- Every object has a comment. (Array and multirange types and rules come with their owners.)
SELECT pg_describe_object(d.classid, d.objid, d.objsubid) AS without_comment
FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid
WHERE d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e' AND e.extname = 'onrecord'
  AND NOT (d.classid = 'pg_type'::regclass
           AND EXISTS (SELECT FROM pg_type t WHERE t.oid = d.objid AND (t.typelem <> 0 OR t.typrelid <> 0)))
  AND obj_description(d.objid, d.classid::regclass::name) IS NULL
ORDER BY 1;

-- What runs with its owner's rights: the log of aliases alone, which nobody may write by hand.
SELECT p.oid::regprocedure AS security_definer
FROM pg_proc p JOIN pg_depend d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
     JOIN pg_extension e ON e.oid = d.refobjid AND e.extname = 'onrecord'
WHERE p.prosecdef ORDER BY 1;

-- Functions written in PL/pgSQL, and SQL functions kept as text, fix their search_path. (A procedure that commits
-- cannot have a SET clause.)
SELECT p.oid::regprocedure AS open_search_path
FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
     JOIN pg_depend d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
     JOIN pg_extension e ON e.oid = d.refobjid AND e.extname = 'onrecord'
WHERE p.prokind = 'f' AND (l.lanname = 'plpgsql' OR l.lanname = 'sql' AND p.prosqlbody IS NULL)
  AND NOT EXISTS (SELECT FROM unnest(p.proconfig) c WHERE c LIKE 'search_path=%')
ORDER BY 1;
