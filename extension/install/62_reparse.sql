-- 62_reparse.sql: documents that an older version has read are read again.
--
-- A statement is the same as before if it was taken from the same place under the same cue. It keeps its row and its
-- number, even where the new reading says something else about it, so that what points to it still does.

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
            SELECT s.statement_id, s.ordinal, s.statement::text AS form,
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
        SELECT old.statement_id, old.ordinal AS old_ordinal, old.form, new.ordinal, new.statement
        FROM old FULL JOIN new ON old.spans = new.spans AND old.cue IS NOT DISTINCT FROM new.cue AND old.turn = new.turn
    LOOP
        statement_count := statement_count + (renewed.ordinal IS NOT NULL)::integer;
        IF renewed.ordinal IS NULL THEN
            DELETE FROM statements s
            WHERE s.statement_id = renewed.statement_id AND s.day = renew_statements.day;
        ELSIF renewed.statement_id IS NULL THEN
            INSERT INTO statements (document_id, day, ordinal, statement, superseded)
            SELECT d.document_id, d.day, renewed.ordinal, renewed.statement, d.superseded_by IS NOT NULL
            FROM documents d WHERE d.document_id = renew_statements.document_id AND d.day = renew_statements.day;
        ELSIF renewed.old_ordinal <> renewed.ordinal OR renewed.form <> renewed.statement::text THEN
            UPDATE statements s SET ordinal = renewed.ordinal, statement = renewed.statement
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
AS $function$
#variable_conflict use_column
DECLARE
    old record;
    reading record;
BEGIN
    PERFORM set_config('search_path', @extschema@.corpus_path(corpus), true);
    SELECT d.day, d.text, d.published INTO STRICT old FROM documents d
    WHERE d.document_id = reparse_document.document_id;
    reading := @extschema@.article(old.text);
    UPDATE documents d
    SET kind = reading.kind, language = reading.language, headline = reading.headline, byline = reading.byline,
        dateline = reading.dateline, body = reading.body, sketch = @extschema@.sketch(reading.body),
        published = coalesce(d.published, reading.published), analysis = @extschema@.analysis_version(), problem = NULL
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
    counts bigint[] := '{0,0,0,0}'; -- revised, failed, statements, bytes
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
            counts[3] := counts[3] + @extschema@.reparse_document(corpus, document.document_id);
            counts[1] := counts[1] + 1;
            counts[4] := counts[4] + document.bytes;
        EXCEPTION
        WHEN syntax_error_or_access_rule_violation OR disk_full THEN
            RAISE; -- nothing is wrong with the document
        WHEN OTHERS THEN
            UPDATE documents d SET problem = format('%s: %s', sqlstate, sqlerrm)
            WHERE d.document_id = document.document_id AND d.day = document.day;
            counts[2] := counts[2] + 1;
        END;
    END LOOP;
    UPDATE runs r
    SET revised = revised + counts[1], failed = failed + counts[2], statements = statements + counts[3],
        bytes = bytes + counts[4]
    WHERE r.run_id = run;
    PERFORM @extschema@.fold_counts(corpus);
    RETURN last_document;
END
$function$;
COMMENT ON FUNCTION reparse_batch(name, bigint, integer, bigint) IS 'read some stale documents again; used by reparse and reparse_all';

CREATE FUNCTION stale_count(corpus name) RETURNS bigint
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE
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
