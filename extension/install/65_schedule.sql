-- 65_schedule.sql: ingest by the clock, through pg_cron where the server has it.

CREATE FUNCTION schedule_ingest(corpus name, schedule text) RETURNS bigint
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    job bigint;
BEGIN
    PERFORM @extschema@.corpus_path(corpus);
    IF to_regprocedure('cron.schedule(text,text,text)') IS NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'feature_not_supported',
            MESSAGE = 'ingest cannot be scheduled: pg_cron is not in this database',
            DETAIL = CASE
                WHEN NOT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pg_cron') THEN
                    'The server does not have it.'
                ELSE format('The server has it; CREATE EXTENSION pg_cron works in database "%s" once '
                            'shared_preload_libraries holds it.', coalesce(current_setting('cron.database_name', true), 'postgres'))
                END,
            HINT = format(E'As an administrator, install the server''s pg_cron package (postgresql-%s-cron on Debian), set '
                          'shared_preload_libraries = ''pg_cron'' and cron.database_name = ''%s'' in postgresql.conf, restart, '
                          'and CREATE EXTENSION pg_cron. Or let any scheduler run: CALL %s.ingest_all(%L)',
                          current_setting('server_version_num')::integer / 10000, current_database(),
                          (SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
                           WHERE e.extname = 'onrecord'), corpus);
    END IF;
    EXECUTE 'SELECT cron.schedule($1, $2, $3)' INTO job
    USING 'onrecord ingest ' || corpus, schedule, format('CALL @extschema@.ingest_all(%L)', corpus);
    RETURN job;
END
$function$;
COMMENT ON FUNCTION schedule_ingest(name, text) IS 'have pg_cron ingest a corpus by a cron schedule; the number of the job. Calling it again changes the schedule';

CREATE FUNCTION unschedule_ingest(corpus name) RETURNS boolean
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    known boolean := false;
BEGIN
    IF to_regclass('cron.job') IS NULL THEN
        RETURN false;
    END IF;
    EXECUTE 'SELECT EXISTS (SELECT FROM cron.job WHERE jobname = $1)' INTO known USING 'onrecord ingest ' || corpus;
    IF known THEN
        EXECUTE 'SELECT cron.unschedule($1)' USING 'onrecord ingest ' || corpus;
    END IF;
    RETURN known;
END
$function$;
COMMENT ON FUNCTION unschedule_ingest(name) IS 'end what schedule_ingest began; false where nothing was scheduled';
