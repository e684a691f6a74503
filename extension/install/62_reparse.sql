-- 62_reparse.sql: documents that an older version has read are read again.
--
-- A statement is the same as before if it was taken from the same place under the same cue. It keeps its row and its
-- number, even where the new reading says something else about it, so that what points to it still does.

CREATE FUNCTION speaker_fields(statement statement) RETURNS jsonb
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
RETURN jsonb_build_array(@extschema@.speaker(statement), @extschema@.speaker_kind(statement),
                         @extschema@.title(statement), @extschema@.organisation(statement));
COMMENT ON FUNCTION speaker_fields(statement) IS 'what a statement says of its speaker; used by reparse';

-- The statements of one document anew: rows that go, change and come.
CREATE FUNCTION renew_statements(corpus name, document_id bigint, day date, document text, published date) RETURNS bigint
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
#variable_conflict use_column
DECLARE
    renewed record;
    statement_count bigint := 0;
BEGIN
    PERFORM set_config('search_path', @extschema@.corpus_path(corpus), true);
    FOR renewed IN
        WITH old AS (
            SELECT s.statement_id, s.ordinal, s.statement::text AS form, @extschema@.speaker_fields(s.statement) AS who,
                   @extschema@.spans(s.statement) AS spans, @extschema@.cue(s.statement) AS cue,
                   row_number() OVER (PARTITION BY @extschema@.spans(s.statement), @extschema@.cue(s.statement)
                                      ORDER BY s.ordinal) AS turn
            FROM statements s
            WHERE s.document_id = renew_statements.document_id AND s.day = renew_statements.day
        ), new AS (
            SELECT n.ordinal, n.statement, @extschema@.spans(n.statement) AS spans, @extschema@.cue(n.statement) AS cue,
                   row_number() OVER (PARTITION BY @extschema@.spans(n.statement), @extschema@.cue(n.statement)
                                      ORDER BY n.ordinal) AS turn
            FROM @extschema@.statements(document, published) WITH ORDINALITY AS n (statement, ordinal)
        )
        SELECT old.statement_id, old.ordinal AS old_ordinal, old.form, old.who, new.ordinal, new.statement
        FROM old FULL JOIN new ON old.spans = new.spans AND old.cue IS NOT DISTINCT FROM new.cue AND old.turn = new.turn
    LOOP
        statement_count := statement_count + (renewed.ordinal IS NOT NULL)::integer;
        IF renewed.ordinal IS NULL THEN
            DELETE FROM statements s
            WHERE s.statement_id = renewed.statement_id AND s.day = renew_statements.day;
        ELSIF renewed.statement_id IS NULL THEN
            INSERT INTO statements (document_id, day, ordinal, statement, superseded, speaker_id)
            SELECT d.document_id, d.day, renewed.ordinal, renewed.statement, d.superseded_by IS NOT NULL,
                   @extschema@.speaker_of(corpus, renewed.statement, d.day)
            FROM documents d WHERE d.document_id = renew_statements.document_id AND d.day = renew_statements.day;
        ELSIF renewed.old_ordinal <> renewed.ordinal OR renewed.form <> renewed.statement::text THEN
            -- Who is meant is asked again only where the statement names somebody else, or otherwise.
            UPDATE statements s
            SET ordinal = renewed.ordinal, statement = renewed.statement,
                speaker_id = CASE WHEN renewed.who = @extschema@.speaker_fields(renewed.statement) THEN s.speaker_id
                             ELSE @extschema@.speaker_of(corpus, renewed.statement, renew_statements.day) END
            WHERE s.statement_id = renewed.statement_id AND s.day = renew_statements.day;
        END IF;
    END LOOP;
    RETURN statement_count;
END
$function$;
COMMENT ON FUNCTION renew_statements(name, bigint, date, text, date) IS 'read the statements of a stored document again, keeping the rows of those that are still there; used by reparse';

-- One stored document anew.
CREATE FUNCTION reparse_document(corpus name, document_id bigint) RETURNS bigint
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
-- As in ingest_item: what is planned for small tables has to be right for large ones.
SET enable_seqscan = off
SET jit = off
AS $function$
#variable_conflict use_column
DECLARE
    old record;
    reading record;
    new_sketch integer[];
BEGIN
    PERFORM set_config('search_path', @extschema@.corpus_path(corpus), true);
    SELECT d.day, d.text, d.published, d.copy_of, d.sketch INTO STRICT old FROM documents d
    WHERE d.document_id = reparse_document.document_id;
    reading := @extschema@.article(old.text);
    new_sketch := @extschema@.sketch(reading.body);
    IF old.copy_of IS NULL AND new_sketch <> old.sketch THEN
        PERFORM @extschema@.note_wording(corpus, document_id, old.day, old.sketch, new_sketch);
    END IF;
    UPDATE documents d
    SET kind = reading.kind, language = reading.language, headline = reading.headline, byline = reading.byline,
        dateline = reading.dateline, body = reading.body, sketch = new_sketch,
        searchable = @extschema@.searchable_length(reading.headline, reading.body), published = coalesce(d.published, reading.published), analysis = @extschema@.analysis_version(), problem = NULL
    WHERE d.document_id = reparse_document.document_id AND d.day = old.day;
    RETURN @extschema@.renew_statements(corpus, document_id, old.day, old.text,
                                        coalesce(old.published, reading.published)::date);
END
$function$;
COMMENT ON FUNCTION reparse_document(name, bigint) IS 'read one stored document again, whatever version has read it; the number of its statements';

-- Renews up to `batch` stale documents after `after`. Returns the last one taken, NULL where there is none.
CREATE FUNCTION reparse_batch(corpus name, run bigint, batch integer, after bigint) RETURNS bigint
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    document record;
    last_document bigint;
    failure_code text;
    done @extschema@.run_counts := (0, 0, 0, 0, 0, 0);
    documents bigint[] := '{}';
    days date[] := '{}';
BEGIN
    PERFORM set_config('search_path', @extschema@.corpus_path(corpus), true);
    FOR document IN
        SELECT d.document_id, d.day, octet_length(d.text) AS bytes
        FROM documents d
        WHERE d.analysis <> @extschema@.analysis_version() AND d.document_id > after
        ORDER BY d.document_id LIMIT batch FOR UPDATE SKIP LOCKED
    LOOP
        last_document := document.document_id;
        BEGIN
            done.statements := done.statements + @extschema@.reparse_document(corpus, document.document_id);
            done.revised := done.revised + 1;
            done.bytes := done.bytes + document.bytes;
            documents := documents || document.document_id;
            days := days || document.day;
        EXCEPTION
        WHEN OTHERS THEN
            GET STACKED DIAGNOSTICS failure_code = RETURNED_SQLSTATE;
            IF @extschema@.concerns_all(corpus, failure_code) THEN
                RAISE;
            END IF;
            UPDATE documents d SET problem = format('%s: %s', failure_code, sqlerrm)
            WHERE d.document_id = document.document_id AND d.day = document.day;
            done.failed := done.failed + 1;
        END;
    END LOOP;
    PERFORM @extschema@.link_documents(corpus, documents, days), @extschema@.add_to_run(corpus, run, done);
    PERFORM @extschema@.fold_counts(corpus);
    RETURN last_document;
END
$function$;
COMMENT ON FUNCTION reparse_batch(name, bigint, integer, bigint) IS 'read some stale documents again; used by reparse and reparse_all';

CREATE FUNCTION stale_count(corpus name) RETURNS bigint
LANGUAGE plpgsql STABLE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    PERFORM set_config('search_path', @extschema@.corpus_path(corpus), true);
    RETURN (SELECT count(*) FROM documents d WHERE d.analysis <> @extschema@.analysis_version());
END
$function$;
COMMENT ON FUNCTION stale_count(name) IS 'how many documents of a corpus another version of onrecord or ICU has read';

CREATE FUNCTION reparse(corpus name, max_documents integer DEFAULT 1000,
                        OUT run_id bigint, OUT renewed bigint, OUT failed bigint, OUT statements bigint)
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
#variable_conflict use_column
DECLARE
    new_run bigint;
BEGIN
    PERFORM set_config('search_path', @extschema@.corpus_path(corpus), true);
    new_run := @extschema@.start_run(corpus, 'reparse', least(@extschema@.stale_count(corpus), max_documents));
    PERFORM @extschema@.reparse_batch(corpus, new_run, max_documents, 0);
    PERFORM @extschema@.end_run(corpus, new_run);
    SELECT r.run_id, r.revised, r.failed, r.statements INTO run_id, renewed, failed, statements
    FROM runs r WHERE r.run_id = new_run;
END
$function$;
COMMENT ON FUNCTION reparse(name, integer) IS 'read documents again that another version has read, in one transaction; those that fail keep what they had';

CREATE PROCEDURE reparse_all(corpus name, batch integer DEFAULT 100)
LANGUAGE plpgsql
AS $procedure$
DECLARE
    run bigint;
    last_document bigint := 0;
BEGIN
    run := @extschema@.start_run(corpus, 'reparse', @extschema@.stale_count(corpus));
    COMMIT;
    WHILE last_document IS NOT NULL LOOP
        last_document := @extschema@.reparse_batch(corpus, run, batch, last_document);
        COMMIT;
    END LOOP;
    PERFORM @extschema@.end_run(corpus, run);
END
$procedure$;
COMMENT ON PROCEDURE reparse_all(name, integer) IS 'read all documents again that another version has read, committing after each batch';
