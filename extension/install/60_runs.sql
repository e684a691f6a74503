-- 60_runs.sql: each run of ingest and reparse has a row, which both keep in the same way.

CREATE FUNCTION analysis_version() RETURNS text
LANGUAGE C STABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'onrecord_analysis_version';
COMMENT ON FUNCTION analysis_version() IS 'what reads documents here: the versions of onrecord and of ICU';

CREATE FUNCTION start_run(corpus name, kind text, planned bigint) RETURNS bigint
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
#variable_conflict use_column
DECLARE
    new_run bigint;
BEGIN
    PERFORM set_config('search_path', @extschema@.corpus_path(corpus), true);
    -- A run whose session is gone did not end by itself. (The start of other roles' sessions is hidden from most.)
    UPDATE runs r SET outcome = 'abandoned', ended = clock_timestamp()
    WHERE r.run_id IN (SELECT d.run_id FROM runs d
                       WHERE d.outcome = 'running'
                         AND NOT EXISTS (SELECT FROM pg_stat_activity a
                                         WHERE a.pid = d.pid AND coalesce(a.backend_start = d.backend_start, true))
                       FOR UPDATE SKIP LOCKED);
    DELETE FROM runs r
    WHERE r.run_id IN (SELECT d.run_id FROM runs d WHERE d.outcome <> 'running'
                       ORDER BY d.run_id DESC OFFSET (SELECT s.runs_kept FROM corpus_settings s)
                       FOR UPDATE SKIP LOCKED);
    INSERT INTO runs (kind, planned, analysis, backend_start)
    SELECT start_run.kind, start_run.planned, @extschema@.analysis_version(), a.backend_start
    FROM (SELECT) one LEFT JOIN pg_stat_activity a ON a.pid = pg_backend_pid()
    RETURNING run_id INTO new_run;
    RETURN new_run;
END
$function$;
COMMENT ON FUNCTION start_run(name, text, bigint) IS 'note the start of a run; used by ingest and reparse';

-- What a batch did, by outcome. A batch counts in a variable of the type run_counts and hands it over at its end.
CREATE TYPE run_counts AS (stored bigint, revised bigint, repeated bigint, failed bigint, statements bigint, bytes bigint);
COMMENT ON TYPE run_counts IS 'what part of a run did; used by ingest and reparse';

CREATE FUNCTION add_to_run(corpus name, run bigint, done run_counts) RETURNS void
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    PERFORM set_config('search_path', @extschema@.corpus_path(corpus), true);
    UPDATE runs r
    SET stored = r.stored + done.stored, revised = r.revised + done.revised, repeated = r.repeated + done.repeated,
        failed = r.failed + done.failed, statements = r.statements + done.statements, bytes = r.bytes + done.bytes
    WHERE r.run_id = run;
END
$function$;
COMMENT ON FUNCTION add_to_run(name, bigint, run_counts) IS 'add what a batch did to its run; used by ingest and reparse';

CREATE FUNCTION end_run(corpus name, run_id bigint) RETURNS void
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    PERFORM set_config('search_path', @extschema@.corpus_path(corpus), true);
    UPDATE runs r SET outcome = 'done', ended = clock_timestamp() WHERE r.run_id = end_run.run_id;
END
$function$;
COMMENT ON FUNCTION end_run(name, bigint) IS 'note the end of a run; used by ingest and reparse';

-- Is an error about the corpus or the server, so that the whole run ends, and not about one document? A right may be
-- missing for one document only: row security refuses it, or its month has no partition yet.
CREATE FUNCTION concerns_all(corpus name, failure_code text) RETURNS boolean
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN CASE
        WHEN failure_code = '42501' THEN
            (SELECT NOT bool_and(has_table_privilege(format('%I.%I', corpus, t.name), 'INSERT'))
             FROM unnest('{documents,statements,document_keys,wording,sightings,speakers}'::text[]) AS t (name))
        ELSE failure_code LIKE '42%' OR failure_code = '53100' END; -- disk full
END
$function$;
COMMENT ON FUNCTION concerns_all(name, text) IS 'whether an error ends a run rather than the reading of one document; used by ingest and reparse';
