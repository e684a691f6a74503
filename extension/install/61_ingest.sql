-- 61_ingest.sql: from the inbox into the tables.
--
-- Any number of sessions may ingest one corpus. An item belongs to the session that has locked its row (SKIP LOCKED).
-- Each item is read in a subtransaction: what fails is undone, and its error is written into its row.
--
-- A document is the same as another if it has the same url, or the same outlet and text. document_keys holds both as
-- hashes under one primary key, in a table that is never partitioned. Inserting a key that another session has
-- inserted and not committed waits for that session. The wait is short (lock_timeout): the item is then left for the
-- next round, so that two sessions with each other's documents never stand still.

CREATE FUNCTION analysis_version() RETURNS text
LANGUAGE C STABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'onrecord_analysis_version';
COMMENT ON FUNCTION analysis_version() IS 'what reads documents here: the versions of onrecord and of ICU';

-- A time as pages and feeds write it; null where it is none. Its offset is dropped: a newspaper's day is its own.
CREATE FUNCTION read_published(published text) RETURNS timestamp
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    parts CONSTANT text[] := regexp_match(published, '^\s*(\d{4}-\d\d?-\d\d?)(?:[T ]+(\d\d?:\d\d(?::\d\d)?))?');
BEGIN
    RETURN (parts[1] || coalesce(' ' || parts[2], ''))::timestamp;
EXCEPTION
WHEN data_exception THEN
    RETURN NULL;
END
$function$;
COMMENT ON FUNCTION read_published(text) IS 'a time in ISO 8601 as its local timestamp; null for anything else';

-- What a payload says of itself. Overridden by what the inbox row says.
CREATE FUNCTION read_payload(payload text, payload_bytes bytea, media_type text,
                             OUT document text, OUT url text, OUT outlet text, OUT published timestamp)
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    charset text := substring(media_type FROM '(?i)charset="?([a-z0-9_:.-]+)');
    kind text := lower(trim(split_part(media_type, ';', 1)));
    fields jsonb;
    page record;
BEGIN
    IF payload IS NULL AND kind IS DISTINCT FROM 'text/html' THEN
        payload := convert_from(payload_bytes, coalesce(charset, 'UTF8'));
        payload_bytes := NULL;
    END IF;
    payload := ltrim(payload, U&'\FEFF');
    kind := coalesce(nullif(kind, ''), CASE
        WHEN payload ~* '^\s*(<!doctype html|<html|<head|<body)' THEN 'text/html'
        WHEN payload ~ '^\s*\{\s*"' AND payload ~ '\}\s*$' THEN 'application/json'
        ELSE 'text/plain' END);
    IF kind = 'application/json' THEN
        fields := payload;
        IF jsonb_typeof(fields) <> 'object' OR coalesce(fields ->> 'text', fields ->> 'html') IS NULL THEN
            RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value',
                MESSAGE = 'the JSON payload has no text',
                HINT = 'It is an object with the key text or html, and perhaps url, outlet and published.';
        END IF;
        payload := fields ->> 'html';
    ELSIF kind NOT IN ('text/html', 'application/xhtml+xml') THEN
        IF kind NOT LIKE 'text/%' THEN
            RAISE EXCEPTION USING ERRCODE = 'feature_not_supported',
                MESSAGE = format('media type "%s" cannot be read', kind),
                HINT = 'Documents are text/plain, text/html or application/json.';
        END IF;
        document := payload;
        RETURN;
    END IF;
    IF payload IS NOT NULL THEN
        payload_bytes := convert_to(payload, 'UTF8');
        charset := 'UTF-8';
    END IF;
    SELECT * INTO page FROM @extschema@.read_html(payload_bytes, charset);
    document := coalesce(fields ->> 'text', page.document);
    url := coalesce(fields ->> 'url', page.url);
    outlet := coalesce(fields ->> 'outlet', page.outlet);
    published := coalesce(@extschema@.read_published(fields ->> 'published'),
                          @extschema@.read_published(page.published));
END
$function$;
COMMENT ON FUNCTION read_payload(text, bytea, text) IS 'the text of an inbox payload, and the url, outlet and time that a JSON or HTML payload states';

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
    INSERT INTO statements (document_id, day, ordinal, statement)
    SELECT store_statements.document_id, store_statements.day, s.ordinal, s.statement
    FROM @extschema@.statements(document, published) WITH ORDINALITY AS s (statement, ordinal);
    GET DIAGNOSTICS found_count = ROW_COUNT;
    RETURN found_count;
END
$function$;
COMMENT ON FUNCTION store_statements(name, bigint, date, text, date) IS 'read and store the statements of a stored document; used by ingest';

-- The earliest stored document with mostly the same wording as this sketch; revisions of one url are not copies.
CREATE FUNCTION find_original(corpus name, sketch integer[], url text, OUT document_id bigint, OUT similarity real)
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
#variable_conflict use_column
BEGIN
    PERFORM set_config('search_path', @extschema@.corpus_path(corpus), true);
    SELECT coalesce(c.copy_of, c.document_id), c.share INTO document_id, similarity
    FROM (SELECT d.document_id, d.copy_of, @extschema@.sketch_containment(find_original.sketch, d.sketch) AS share
          FROM documents d
          WHERE d.sketch && find_original.sketch AND (find_original.url IS NULL OR d.url IS DISTINCT FROM find_original.url)) c
    WHERE c.share >= (SELECT s.copy_similarity FROM corpus_settings s)
    ORDER BY c.document_id LIMIT 1;
END
$function$;
COMMENT ON FUNCTION find_original(name, integer[], text) IS 'the earliest document of a corpus, not of this url, with mostly the same wording as a sketch, and the share of it';

-- Reads one item and stores it: 'stored', 'revised' (a changed text at a known url) or 'repeated'.
CREATE FUNCTION ingest_item(corpus name, run bigint, item bigint, OUT outcome text, OUT statement_count bigint,
                            OUT outlet text, OUT language text)
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
SET lock_timeout = '250ms'
AS $function$
DECLARE
    entry record;
    given record;
    reading record;
    original record;
    previous record;
    text_key bytea;
    url_key bytea;
    new_id bigint;
    new_revision integer := 1;
    new_day date;
    new_sketch integer[];
BEGIN
    PERFORM set_config('search_path', @extschema@.corpus_path(corpus), true);
    SELECT * INTO entry FROM inbox i WHERE i.item_id = item;
    IF coalesce(octet_length(entry.payload), octet_length(entry.payload_bytes))
       > (SELECT s.largest_document FROM corpus_settings s) THEN
        RAISE EXCEPTION USING ERRCODE = 'program_limit_exceeded', MESSAGE = 'the document is too long',
            DETAIL = format('It has %s bytes; corpus_settings.largest_document is %s.',
                            coalesce(octet_length(entry.payload), octet_length(entry.payload_bytes)),
                            (SELECT s.largest_document FROM corpus_settings s)),
            HINT = 'Raise the setting and call retry, or delete the row from the inbox.';
    END IF;
    given := @extschema@.read_payload(entry.payload, entry.payload_bytes, entry.media_type);
    IF given.document !~ '\S' THEN
        RAISE EXCEPTION USING ERRCODE = 'no_data_found', MESSAGE = 'the document has no text';
    END IF;
    entry.url := coalesce(entry.url, given.url);
    reading := @extschema@.article(given.document);
    entry.outlet := coalesce(entry.outlet, given.outlet, reading.outlet);
    entry.published := coalesce(entry.published, given.published, reading.published);
    -- A day that no newspaper has is not a partition's; it stays in published.
    new_day := CASE WHEN entry.published >= '1800-01-01' AND entry.published < entry.received + interval '1 year'
                    THEN entry.published ELSE entry.received AT TIME ZONE 'UTC' END;
    statement_count := 0;
    new_id := nextval('documents_document_id_seq');

    text_key := sha256(convert_to(format('text %s %s', quote_nullable(entry.outlet), given.document), 'UTF8'));
    INSERT INTO document_keys VALUES (text_key, new_id, new_day) ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
        SELECT k.document_id, k.day INTO previous FROM document_keys k WHERE k.key = text_key;
        INSERT INTO sightings VALUES (previous.document_id, entry.received, entry.url, run);
        IF entry.url IS NOT NULL THEN
            INSERT INTO document_keys
            VALUES (sha256(convert_to('url ' || entry.url, 'UTF8')), previous.document_id, previous.day)
            ON CONFLICT DO NOTHING;
        END IF;
        DELETE FROM inbox i WHERE i.item_id = item;
        outcome := 'repeated';
        RETURN;
    END IF;

    outcome := 'stored';
    IF entry.url IS NOT NULL THEN
        url_key := sha256(convert_to('url ' || entry.url, 'UTF8'));
        INSERT INTO document_keys VALUES (url_key, new_id, new_day) ON CONFLICT DO NOTHING;
        IF NOT FOUND THEN
            SELECT k.document_id, k.day INTO previous FROM document_keys k WHERE k.key = url_key FOR UPDATE;
            UPDATE documents d SET superseded_by = new_id
            WHERE d.document_id = previous.document_id AND d.day = previous.day
            RETURNING d.revision + 1 INTO new_revision;
            UPDATE document_keys k SET document_id = new_id, day = new_day WHERE k.key = url_key;
            outcome := 'revised';
        END IF;
    END IF;

    IF (SELECT s.by_month FROM corpus_settings s) THEN
        PERFORM @extschema@.create_partition(corpus, new_day);
    END IF;
    new_sketch := @extschema@.sketch(reading.body);
    original := @extschema@.find_original(corpus, new_sketch, entry.url);
    outlet := entry.outlet;
    language := reading.language;
    INSERT INTO documents (document_id, day, kind, language, outlet, headline, byline, dateline, published, url, text,
                           body, revision, copy_of, similarity, sketch, received, analysis, run_id)
    VALUES (new_id, new_day, reading.kind, reading.language, entry.outlet, reading.headline, reading.byline,
            reading.dateline, entry.published, entry.url, given.document, reading.body, new_revision,
            original.document_id, original.similarity, new_sketch, entry.received, @extschema@.analysis_version(), run);
    statement_count := @extschema@.store_statements(corpus, new_id, new_day, given.document, entry.published::date);
    DELETE FROM inbox i WHERE i.item_id = item;
END
$function$;
COMMENT ON FUNCTION ingest_item(name, bigint, bigint) IS 'read one inbox row and store its document; used by ingest';

-- Takes up to `batch` waiting items after `after`; counts go to the run. Returns the last item taken, NULL where none waits.
CREATE FUNCTION ingest_batch(corpus name, run bigint, batch integer, after bigint) RETURNS bigint
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    item record;
    result record;
    failure_code text;
    detail text;
    last_item bigint;
    counts bigint[] := '{0,0,0,0,0,0}'; -- stored, revised, repeated, failed, statements, bytes
    new_outlets text[] := '{}';
    languages text[] := '{}';
BEGIN
    PERFORM set_config('search_path', @extschema@.corpus_path(corpus), true);
    FOR item IN
        SELECT i.item_id, coalesce(octet_length(i.payload), octet_length(i.payload_bytes)) AS bytes
        FROM inbox i WHERE i.sqlstate IS NULL AND i.item_id > after
        ORDER BY i.item_id LIMIT batch FOR UPDATE SKIP LOCKED
    LOOP
        last_item := item.item_id;
        BEGIN
            result := @extschema@.ingest_item(corpus, run, item.item_id);
            counts[1] := counts[1] + (result.outcome = 'stored')::integer;
            counts[2] := counts[2] + (result.outcome = 'revised')::integer;
            counts[3] := counts[3] + (result.outcome = 'repeated')::integer;
            counts[5] := counts[5] + result.statement_count;
            counts[6] := counts[6] + item.bytes;
            new_outlets := new_outlets || result.outlet;
            languages := languages || result.language;
        EXCEPTION
        WHEN lock_not_available OR deadlock_detected OR serialization_failure THEN
            NULL; -- another session is at the same document: it stays for the next round
        WHEN syntax_error_or_access_rule_violation OR disk_full THEN
            RAISE; -- nothing is wrong with the document
        WHEN OTHERS THEN
            GET STACKED DIAGNOSTICS failure_code = RETURNED_SQLSTATE, detail = PG_EXCEPTION_DETAIL;
            UPDATE inbox i
            SET sqlstate = failure_code, error = sqlerrm, error_detail = nullif(detail, ''),
                attempts = i.attempts + 1, failed_at = clock_timestamp()
            WHERE i.item_id = item.item_id;
            counts[4] := counts[4] + 1;
        END;
    END LOOP;
    -- At the end and in order, so that no other session waits long for these rows or for ever.
    INSERT INTO outlets (outlet, language)
    SELECT DISTINCT ON (n.outlet) n.outlet, n.language FROM unnest(new_outlets, languages) AS n (outlet, language)
    WHERE n.outlet IS NOT NULL AND NOT EXISTS (SELECT FROM outlets o WHERE o.outlet = n.outlet)
    ORDER BY n.outlet ON CONFLICT DO NOTHING;
    UPDATE runs r
    SET stored = stored + counts[1], revised = revised + counts[2], repeated = repeated + counts[3],
        failed = failed + counts[4], statements = statements + counts[5], bytes = bytes + counts[6]
    WHERE r.run_id = run;
    PERFORM @extschema@.fold_counts(corpus);
    RETURN last_item;
END
$function$;
COMMENT ON FUNCTION ingest_batch(name, bigint, integer, bigint) IS 'read some inbox rows; used by ingest and ingest_all';

CREATE FUNCTION waiting_count(corpus name) RETURNS bigint
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    PERFORM set_config('search_path', @extschema@.corpus_path(corpus), true);
    RETURN (SELECT count(*) FROM inbox i WHERE i.sqlstate IS NULL);
END
$function$;
COMMENT ON FUNCTION waiting_count(name) IS 'how many items of the inbox wait to be read';

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
    new_run := @extschema@.start_run(corpus, 'ingest', least(@extschema@.waiting_count(corpus), max_documents));
    PERFORM @extschema@.ingest_batch(corpus, new_run, max_documents, 0);
    PERFORM @extschema@.link_speakers(corpus, new_run);
    PERFORM @extschema@.end_run(corpus, new_run);
    SELECT r.run_id, r.stored, r.revised, r.repeated, r.failed, r.statements
    INTO run_id, stored, revised, repeated, failed, statements
    FROM runs r WHERE r.run_id = new_run;
END
$function$;
COMMENT ON FUNCTION ingest(name, integer) IS 'read what waits in the inbox of a corpus, in one transaction; what fails stays there with its error';

-- A procedure that commits may not have a SET clause: it qualifies every name instead.
CREATE PROCEDURE ingest_all(corpus name, batch integer DEFAULT 100)
LANGUAGE plpgsql
AS $procedure$
DECLARE
    run bigint;
    last_item bigint := 0;
    idle_rounds integer := 0;
    before bigint;
BEGIN
    run := @extschema@.start_run(corpus, 'ingest', @extschema@.waiting_count(corpus));
    COMMIT;
    -- Items that another session holds, or that wait for another session's document, are tried again from the start;
    -- when a round finds as many as the round before, they are the other session's to finish.
    LOOP
        last_item := @extschema@.ingest_batch(corpus, run, batch, last_item);
        COMMIT;
        IF last_item IS NULL THEN
            EXIT WHEN @extschema@.waiting_count(corpus) OPERATOR(pg_catalog.=) 0
                OR before OPERATOR(pg_catalog.=) @extschema@.waiting_count(corpus);
            before := @extschema@.waiting_count(corpus);
            last_item := 0;
        END IF;
    END LOOP;
    PERFORM @extschema@.link_speakers(corpus, run);
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
