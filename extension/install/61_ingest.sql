-- 61_ingest.sql: from the inbox into the tables.
--
-- Any number of sessions may ingest one corpus. An item belongs to the session that has locked its row (SKIP LOCKED).
-- Each item is read in a subtransaction: what fails is undone, and its error is written into its row.
--
-- A document is the same as another if it has the same url, or the same outlet and text. document_keys holds both as
-- hashes under one primary key, in a table that is never partitioned. Inserting a key that another session has
-- inserted and not committed waits for that session. The wait is short (lock_timeout): the item is then left for the
-- next round, so that two sessions with each other's documents never stand still.
--
-- An item may also end the session that reads it: by a crash, by a timeout, by being cancelled because it lasts. Then
-- nothing that the transaction wrote remains, and the next session would try the item again, for ever. So each item is
-- noted before it is begun in a sequence, inbox_mark, which no rollback takes back. Whoever starts and finds an item
-- there that still waits and that nobody works on knows that a session ended at it. A crash may lose the last moments
-- of what was not yet on disk: the mark then names an item shortly before the one, so the thousand items from it on are
-- read carefully, each mark being on disk before its item is begun. An item that such a mark names counts an attempt,
-- and has had its chances after three.

-- The mark of an item: twice its number, and one more if the mark was on disk when the item was begun.
CREATE FUNCTION flush_wal() RETURNS void
LANGUAGE C VOLATILE STRICT PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'onrecord_flush_wal';
COMMENT ON FUNCTION flush_wal() IS 'wait until all that this session has changed is on disk, sequences too; used by ingest';

-- Returns up to which item reading has to be careful; 0 where no session ended at an item.
CREATE FUNCTION note_interrupted(corpus name) RETURNS bigint
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    mark bigint;
    marked record;
BEGIN
    PERFORM set_config('search_path', @extschema@.corpus_path(corpus), true);
    SELECT m.last_value INTO mark FROM inbox_mark m;
    SELECT i.item_id, i.attempts + 1 AS attempts INTO marked
    FROM inbox i WHERE i.item_id = mark / 2 AND i.sqlstate IS NULL FOR UPDATE SKIP LOCKED;
    IF NOT FOUND THEN
        RETURN 0;
    END IF;
    IF mark % 2 = 1 THEN
        UPDATE inbox i
        SET attempts = marked.attempts, failed_at = clock_timestamp(),
            sqlstate = CASE WHEN marked.attempts >= 3 THEN '57000' END,
            error = 'the session that read the document ended before it was done',
            error_detail = 'It crashed, was cancelled, or met a time limit. After three times the document is not tried again until retry is called.'
        WHERE i.item_id = marked.item_id;
    END IF;
    RETURN marked.item_id + 1000;
END
$function$;
COMMENT ON FUNCTION note_interrupted(name) IS 'count an attempt for the inbox item at which a session ended; used by ingest';

-- The statements of one stored document.
CREATE FUNCTION store_statements(corpus name, document_id bigint, day date, document text, published date) RETURNS bigint
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
#variable_conflict use_column
DECLARE
    found_count bigint;
BEGIN
    PERFORM set_config('search_path', @extschema@.corpus_path(corpus), true);
    INSERT INTO statements (document_id, day, ordinal, statement, speaker_id)
    SELECT store_statements.document_id, store_statements.day, s.ordinal, s.statement,
           @extschema@.speaker_of(corpus, s.statement, store_statements.day)
    FROM @extschema@.statements(document, published) WITH ORDINALITY AS s (statement, ordinal);
    GET DIAGNOSTICS found_count = ROW_COUNT;
    RETURN found_count;
END
$function$;
COMMENT ON FUNCTION store_statements(name, bigint, date, text, date) IS 'read and store the statements of a stored document; used by ingest';

CREATE FUNCTION move_key(corpus name, key bytea, document_id bigint, day date) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
#variable_conflict use_column
BEGIN
    PERFORM set_config('search_path', @extschema@.corpus_path(corpus), true);
    UPDATE document_keys k SET document_id = move_key.document_id, day = move_key.day WHERE k.key = move_key.key;
END
$function$;
COMMENT ON FUNCTION move_key(name, bytea, bigint, date) IS 'give what makes a document the same to another one; used by ingest';

-- Claims a key for a document, and returns the document that has it. A document that its owner has deleted since has
-- lost its keys.
CREATE FUNCTION claim_key(corpus name, key bytea, INOUT document_id bigint, INOUT day date)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
#variable_conflict use_column
DECLARE
    holder record;
BEGIN
    PERFORM set_config('search_path', @extschema@.corpus_path(corpus), true);
    INSERT INTO document_keys (key, document_id, day) VALUES (claim_key.key, claim_key.document_id, claim_key.day)
    ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
        SELECT k.document_id, k.day INTO holder FROM document_keys k WHERE k.key = claim_key.key FOR UPDATE;
        IF EXISTS (SELECT FROM documents d WHERE d.document_id = holder.document_id AND d.day = holder.day) THEN
            document_id := holder.document_id;
            day := holder.day;
        ELSE
            PERFORM @extschema@.move_key(corpus, claim_key.key, claim_key.document_id, claim_key.day);
        END IF;
    END IF;
END
$function$;
COMMENT ON FUNCTION claim_key(name, bytea, bigint, date) IS 'claim what makes a document the same for one; the document that has it; used by ingest';

CREATE FUNCTION check_length(what text, bytes bigint, most bigint, set_by text DEFAULT NULL) RETURNS void
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    IF bytes > most THEN
        RAISE EXCEPTION USING ERRCODE = 'program_limit_exceeded', MESSAGE = format('the %s is too long', what),
            DETAIL = format('It has %s bytes; %s are the most%s.', bytes, most, ' by ' || set_by);
    END IF;
END
$function$;
COMMENT ON FUNCTION check_length(text, bigint, bigint, text) IS 'an error where a part of an inbox row is too long; used by ingest';

-- Reads one item and stores it: 'stored', 'revised' (a changed text at a known url) or 'repeated'.
CREATE FUNCTION ingest_item(corpus name, run bigint, item bigint, OUT outcome text, OUT statement_count bigint,
                            OUT outlet text, OUT language text, OUT document_id bigint, OUT day date)
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
SET lock_timeout = '250ms'
-- A plan made while the tables are small has to be right when they have grown.
SET enable_seqscan = off
SET jit = off
AS $function$
#variable_conflict use_variable
DECLARE
    entry record;
    given record;
    reading record;
    original record;
    same_text record;
    same_url record;
    text_key bytea;
    url_key bytea;
    new_revision integer := 1;
    new_sketch integer[];
BEGIN
    PERFORM set_config('search_path', @extschema@.corpus_path(corpus), true);
    SELECT i.*, coalesce(octet_length(i.payload), octet_length(i.payload_bytes)) AS bytes, s.largest_document, s.by_month
    INTO entry FROM inbox i CROSS JOIN corpus_settings s WHERE i.item_id = item;
    PERFORM @extschema@.check_length('document', entry.bytes, entry.largest_document,
                                       'corpus_settings.largest_document');
    given := @extschema@.read_payload(entry.payload, entry.payload_bytes, entry.media_type);
    IF given.document !~ '\S' THEN
        RAISE EXCEPTION USING ERRCODE = 'no_data_found', MESSAGE = 'the document has no text';
    END IF;
    reading := @extschema@.article(given.document);
    entry.url := coalesce(entry.url, given.url);
    entry.published := coalesce(entry.published, given.published, reading.published);
    outlet := coalesce(entry.outlet, given.outlet, reading.outlet);
    language := reading.language;
    PERFORM @extschema@.check_length('url', octet_length(entry.url), 2000),
            @extschema@.check_length('name of the outlet', octet_length(outlet), 1000);
    document_id := nextval('documents_document_id_seq');
    -- A day that no newspaper has is not a partition's; it stays in published.
    day := CASE WHEN entry.published >= '1800-01-01' AND entry.published < entry.received + interval '1 year'
                THEN entry.published ELSE entry.received AT TIME ZONE 'UTC' END;

    text_key := sha256(convert_to(format('text %s %s', quote_nullable(outlet), given.document), 'UTF8'));
    url_key := sha256(convert_to('url ' || entry.url, 'UTF8'));
    same_text := @extschema@.claim_key(corpus, text_key, document_id, day);
    same_url := CASE WHEN entry.url IS NULL THEN same_text
                     ELSE @extschema@.claim_key(corpus, url_key, same_text.document_id, same_text.day) END;
    IF same_text.document_id <> document_id
       AND (same_url.document_id = same_text.document_id
            OR NOT EXISTS (SELECT FROM documents d WHERE d.document_id = same_text.document_id AND d.day = same_text.day
                           AND d.url = entry.url)) THEN
        INSERT INTO sightings VALUES (same_text.document_id, entry.received, entry.url, run);
        outcome := 'repeated';
        statement_count := 0;
        DELETE FROM inbox i WHERE i.item_id = item;
        RETURN;
    END IF;

    outcome := 'stored';
    IF same_url.document_id <> document_id THEN
        -- Another text at a known url, perhaps one that it has shown before.
        UPDATE documents d SET superseded_by = document_id
        WHERE d.document_id = same_url.document_id AND d.day = same_url.day
        RETURNING d.revision + 1 INTO new_revision;
        PERFORM @extschema@.move_key(corpus, text_key, document_id, day), @extschema@.move_key(corpus, url_key, document_id, day);
        outcome := 'revised';
    END IF;
    IF entry.by_month THEN
        PERFORM @extschema@.create_partition(corpus, day);
    END IF;
    new_sketch := @extschema@.sketch(reading.body);
    original := @extschema@.find_original(corpus, new_sketch, entry.url);
    IF original.document_id IS NULL THEN
        PERFORM @extschema@.note_wording(corpus, document_id, day, NULL, new_sketch);
    END IF;
    INSERT INTO documents (document_id, day, kind, language, outlet, headline, byline, dateline, published, url, text,
                           body, searchable, revision, copy_of, similarity, sketch, received, analysis, run_id)
    VALUES (document_id, day, reading.kind, language, outlet, reading.headline, reading.byline,
            reading.dateline, entry.published, entry.url, given.document, reading.body,
            @extschema@.searchable_length(reading.headline, reading.body), new_revision, original.document_id,
            original.similarity, new_sketch, entry.received, @extschema@.analysis_version(), run);
    statement_count := @extschema@.store_statements(corpus, document_id, day, given.document, entry.published::date);
    DELETE FROM inbox i WHERE i.item_id = item;
END
$function$;
COMMENT ON FUNCTION ingest_item(name, bigint, bigint) IS 'read one inbox row and store its document; used by ingest';

-- Takes up to `batch` waiting items after `after`; counts go to the run. Returns the last item taken, NULL where none
-- waits.
CREATE FUNCTION ingest_batch(corpus name, run bigint, batch integer, after bigint, careful_to bigint) RETURNS bigint
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    item record;
    result record;
    failure_code text;
    detail text;
    last_item bigint;
    done @extschema@.run_counts := (0, 0, 0, 0, 0, 0);
    new_documents bigint[] := '{}';
    days date[] := '{}';
    new_outlets text[] COLLATE "default" := '{}';
    languages text[] := '{}';
BEGIN
    PERFORM set_config('search_path', @extschema@.corpus_path(corpus), true);
    FOR item IN
        SELECT i.item_id, coalesce(octet_length(i.payload), octet_length(i.payload_bytes)) AS bytes,
               (i.item_id <= careful_to OR i.attempts > 0)::integer AS careful
        FROM inbox i
        WHERE i.sqlstate IS NULL AND i.item_id > after
          AND (i.failed_at IS NULL OR i.failed_at < now()) -- one that has just been found to end sessions
        ORDER BY i.item_id LIMIT batch FOR UPDATE SKIP LOCKED
    LOOP
        last_item := item.item_id;
        PERFORM setval('inbox_mark', 2 * item.item_id + item.careful);
        IF item.careful = 1 THEN
            PERFORM @extschema@.flush_wal();
        END IF;
        BEGIN
            result := @extschema@.ingest_item(corpus, run, item.item_id);
            done.stored := done.stored + (result.outcome = 'stored')::integer;
            done.revised := done.revised + (result.outcome = 'revised')::integer;
            done.repeated := done.repeated + (result.outcome = 'repeated')::integer;
            done.statements := done.statements + result.statement_count;
            done.bytes := done.bytes + item.bytes;
            new_documents := new_documents || result.document_id;
            days := days || result.day;
            new_outlets := new_outlets || result.outlet;
            languages := languages || result.language;
        EXCEPTION
        WHEN lock_not_available OR deadlock_detected OR serialization_failure THEN
            NULL; -- another session is at the same document: it stays for the next round
        WHEN OTHERS THEN
            GET STACKED DIAGNOSTICS failure_code = RETURNED_SQLSTATE, detail = PG_EXCEPTION_DETAIL;
            IF @extschema@.concerns_all(corpus, failure_code) THEN
                RAISE;
            END IF;
            UPDATE inbox i
            SET sqlstate = failure_code, error = sqlerrm, error_detail = nullif(detail, ''),
                attempts = i.attempts + 1, failed_at = clock_timestamp()
            WHERE i.item_id = item.item_id;
            done.failed := done.failed + 1;
        END;
        IF item.careful = 1 THEN
            PERFORM setval('inbox_mark', 0);
        END IF;
    END LOOP;
    PERFORM setval('inbox_mark', 0);
    -- At the end and in order, so that no other session waits long for these rows or for ever.
    INSERT INTO outlets (outlet, language)
    SELECT DISTINCT ON (n.outlet) n.outlet, n.language FROM unnest(new_outlets, languages) AS n (outlet, language)
    WHERE n.outlet IS NOT NULL AND NOT EXISTS (SELECT FROM outlets o WHERE o.outlet = n.outlet)
    ORDER BY n.outlet ON CONFLICT DO NOTHING;
    PERFORM @extschema@.link_documents(corpus, new_documents, days), @extschema@.add_to_run(corpus, run, done);
    PERFORM @extschema@.fold_counts(corpus);
    RETURN last_item;
END
$function$;
COMMENT ON FUNCTION ingest_batch(name, bigint, integer, bigint, bigint) IS 'read some inbox rows; used by ingest and ingest_all';

CREATE FUNCTION waiting_count(corpus name, at_most bigint DEFAULT 9223372036854775807) RETURNS bigint
LANGUAGE plpgsql STABLE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    PERFORM set_config('search_path', @extschema@.corpus_path(corpus), true);
    RETURN (SELECT count(*) FROM (SELECT FROM inbox i WHERE i.sqlstate IS NULL LIMIT at_most) i);
END
$function$;
COMMENT ON FUNCTION waiting_count(name, bigint) IS 'how many items of the inbox wait to be read; counted no further than at_most';

CREATE FUNCTION ingest(corpus name, max_documents integer DEFAULT 1000,
                       OUT run_id bigint, OUT stored bigint, OUT revised bigint, OUT repeated bigint,
                       OUT failed bigint, OUT statements bigint)
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
#variable_conflict use_column
DECLARE
    new_run bigint;
BEGIN
    PERFORM set_config('search_path', @extschema@.corpus_path(corpus), true);
    new_run := @extschema@.start_run(corpus, 'ingest', @extschema@.waiting_count(corpus, max_documents));
    PERFORM @extschema@.ingest_batch(corpus, new_run, max_documents, 0, @extschema@.note_interrupted(corpus));
    PERFORM @extschema@.end_run(corpus, new_run);
    SELECT r.run_id, r.stored, r.revised, r.repeated, r.failed, r.statements
    INTO run_id, stored, revised, repeated, failed, statements
    FROM runs r WHERE r.run_id = new_run;
END
$function$;
COMMENT ON FUNCTION ingest(name, integer) IS 'read what waits in the inbox of a corpus, in one transaction; what fails stays there with its error';

-- A procedure that commits may not have a SET clause: it qualifies every name instead.
CREATE PROCEDURE ingest_all(corpus name, batch integer DEFAULT 50)
LANGUAGE plpgsql
AS $procedure$
DECLARE
    run bigint;
    careful_to bigint;
    last_item bigint := 0;
    waiting bigint;
    before bigint;
BEGIN
    run := @extschema@.start_run(corpus, 'ingest', @extschema@.waiting_count(corpus));
    careful_to := @extschema@.note_interrupted(corpus);
    COMMIT;
    -- Items that another session holds, or that wait for another session's document, are tried again from the start;
    -- when a round finds as many as the round before, they are the other session's to finish.
    LOOP
        last_item := @extschema@.ingest_batch(corpus, run, batch, last_item, careful_to);
        COMMIT;
        IF last_item IS NULL THEN
            waiting := @extschema@.waiting_count(corpus);
            EXIT WHEN waiting OPERATOR(pg_catalog.=) 0 OR waiting OPERATOR(pg_catalog.=) before;
            before := waiting;
            last_item := 0;
        END IF;
    END LOOP;
    PERFORM @extschema@.end_run(corpus, run);
END
$procedure$;
COMMENT ON PROCEDURE ingest_all(name, integer) IS 'read all that waits in the inbox of a corpus, committing after each batch';

CREATE FUNCTION retry(corpus name, sqlstate_like text DEFAULT '%') RETURNS bigint
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    retried bigint;
BEGIN
    PERFORM set_config('search_path', @extschema@.corpus_path(corpus), true);
    UPDATE inbox i SET sqlstate = NULL, error = NULL, error_detail = NULL, failed_at = NULL
    WHERE i.sqlstate LIKE sqlstate_like;
    GET DIAGNOSTICS retried = ROW_COUNT;
    RETURN retried;
END
$function$;
COMMENT ON FUNCTION retry(name, text) IS 'let failed items of the inbox be read again; how many';
