-- 70_views.sql: flat views, plain column types, for people and dashboards.

CREATE VIEW corpora AS
SELECT n.nspname AS corpus, pg_catalog.pg_get_userbyid(n.nspowner) AS owner,
       pg_catalog.has_schema_privilege(n.oid, 'USAGE') AS may_use
FROM pg_catalog.pg_namespace n JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid
WHERE c.relname = 'corpus_settings' AND c.relkind = 'r';
COMMENT ON VIEW corpora IS 'the corpora of this database';

CREATE FUNCTION create_corpus_views(corpus name) RETURNS void
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    PERFORM @extschema@.corpus_path(corpus);
    PERFORM set_config('search_path', format('%I, pg_catalog, pg_temp', corpus), true);

    CREATE OR REPLACE VIEW statement_details AS
    SELECT s.statement_id, s.document_id, s.ordinal, d.day, d.published, d.outlet, d.headline, d.url,
           @extschema@.speaker(s.statement) AS speaker,
           @extschema@.speaker_kind(s.statement)::text AS speaker_kind,
           @extschema@.title(s.statement) AS title,
           @extschema@.organisation(s.statement) AS organisation,
           @extschema@.addressee(s.statement) AS addressee,
           @extschema@.target(s.statement) AS target,
           @extschema@.cue(s.statement) AS cue,
           @extschema@.act(s.statement)::text AS act,
           @extschema@.mode(s.statement)::text AS mode,
           lower(@extschema@.said(s.statement)) AS said_from,
           upper(@extschema@.said(s.statement)) - 1 AS said_to,
           @extschema@.content(s.statement) AS content,
           @extschema@.language(s.statement) AS language,
           @extschema@.nested(s.statement) AS nested,
           @extschema@.answers(s.statement) AS answers,
           @extschema@.confidence(s.statement) AS confidence,
           s.speaker_id, d.copy_of, s.statement
    FROM statements s JOIN documents d ON d.document_id = s.document_id AND d.day = s.day
    WHERE d.superseded_by IS NULL;
    COMMENT ON VIEW statement_details IS 'a row for each statement of the present revisions, in plain columns';

    CREATE OR REPLACE VIEW progress AS
    SELECT r.run_id, r.kind, r.pid, r.started, r.planned,
           r.stored + r.revised + r.repeated + r.failed AS done, r.failed,
           round((r.stored + r.revised + r.repeated + r.failed)
                 / greatest(extract(epoch FROM clock_timestamp() - r.started), 0.001), 1) AS documents_per_second,
           CASE WHEN r.stored + r.revised + r.repeated + r.failed > 0 THEN
               (clock_timestamp() - r.started) * (greatest(r.planned - r.stored - r.revised - r.repeated - r.failed, 0)
                                                  / (r.stored + r.revised + r.repeated + r.failed)::float8)
           END AS time_left
    FROM runs r
    WHERE r.outcome = 'running'
      AND EXISTS (SELECT FROM pg_stat_activity a WHERE a.pid = r.pid AND coalesce(a.backend_start = r.backend_start, true));
    COMMENT ON VIEW progress IS 'runs that go on now, as of their last commit, with rate and time left';

    CREATE OR REPLACE VIEW unlinked_speakers AS
    SELECT n.speaker, n.organisation, count(*) AS statements, min(n.day) AS first_day, max(n.day) AS last_day,
           (SELECT array_agg(k.speaker_id ORDER BY k.speaker_id) FROM speakers k
            WHERE lower(k.name) = lower(n.speaker)) AS candidates
    FROM (SELECT @extschema@.speaker(s.statement) AS speaker, @extschema@.organisation(s.statement) AS organisation,
                 @extschema@.speaker_kind(s.statement) AS kind, s.day
          FROM statements s WHERE s.speaker_id IS NULL) n
    WHERE n.speaker IS NOT NULL AND n.kind <> 'unnamed'
    GROUP BY n.speaker, n.organisation;
    COMMENT ON VIEW unlinked_speakers IS 'names that could mean nobody or several: decide_speaker settles them';
END
$function$;
COMMENT ON FUNCTION create_corpus_views(name) IS 'make or renew the views of a corpus; used by create_corpus';

-- Tables of a corpus are the user's: an upgrade of the extension leaves them alone until this is called.
CREATE FUNCTION upgrade_corpus(corpus name, really boolean DEFAULT false) RETURNS SETOF text
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    PERFORM set_config('search_path', @extschema@.corpus_path(corpus), true);
    RETURN NEXT format('layout %s of the tables is the present one: they stay as they are', (SELECT layout FROM corpus_settings));
    RETURN NEXT 'renew the views statement_details, progress and unlinked_speakers';
    RETURN NEXT format('%s documents are of another analysis: CALL reparse_all(%L) renews them',
                       @extschema@.stale_count(corpus), corpus);
    IF really THEN
        PERFORM @extschema@.create_corpus_views(corpus);
    END IF;
END
$function$;
COMMENT ON FUNCTION upgrade_corpus(name, boolean) IS 'what an upgrade of the extension means for a corpus; does it only if really';
