-- 66_files.sql: documents in the server's file system, for members of pg_read_server_files.

CREATE FUNCTION read_document_file(path text) RETURNS bytea
LANGUAGE C VOLATILE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'onrecord_read_document_file';
COMMENT ON FUNCTION read_document_file(text) IS 'the bytes of a file of the server; for members of pg_read_server_files';

CREATE FUNCTION list_document_files(directory text) RETURNS text[]
LANGUAGE C VOLATILE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'onrecord_list_document_files';
COMMENT ON FUNCTION list_document_files(text) IS 'names of the files in a directory of the server; for members of pg_read_server_files';

-- Puts the documents of a file into the inbox: one, or one a line in JSON lines.
CREATE FUNCTION submit_file(corpus name, path text) RETURNS bigint
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    submitted bigint;
BEGIN
    PERFORM set_config('search_path', @extschema@.corpus_path(corpus), true);
    IF path ~* '\.(jsonl|ndjson)$' THEN
        INSERT INTO inbox (payload, media_type, url)
        SELECT l.line, 'application/json', CASE WHEN l.line ~ '"url"\s*:' THEN NULL ELSE format('file://%s#%s', path, l.n) END
        FROM regexp_split_to_table(convert_from(@extschema@.read_document_file(path), 'UTF8'), '\r?\n')
             WITH ORDINALITY AS l (line, n)
        WHERE l.line ~ '\S' ORDER BY l.n;
    ELSE
        INSERT INTO inbox (payload_bytes, media_type, url)
        VALUES (@extschema@.read_document_file(path),
                CASE WHEN path ~* '\.x?html?$' THEN 'text/html' WHEN path ~* '\.json$' THEN 'application/json'
                     WHEN path ~* '\.txt$' THEN 'text/plain' END,
                'file://' || path);
    END IF;
    GET DIAGNOSTICS submitted = ROW_COUNT;
    RETURN submitted;
END
$function$;
COMMENT ON FUNCTION submit_file(name, text) IS 'put the document in a file of the server, or those in its JSON lines, into the inbox';

CREATE FUNCTION ingest_file(corpus name, path text, OUT run_id bigint, OUT stored bigint, OUT revised bigint,
                            OUT repeated bigint, OUT failed bigint, OUT statements bigint)
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    PERFORM @extschema@.submit_file(corpus, path);
    SELECT i.* INTO run_id, stored, revised, repeated, failed, statements
    FROM @extschema@.ingest(corpus, @extschema@.waiting_count(corpus)::integer) i;
END
$function$;
COMMENT ON FUNCTION ingest_file(name, text) IS 'submit a file of the server and ingest what waits';

CREATE FUNCTION ingest_directory(corpus name, directory text, name_like text DEFAULT '%',
                                 OUT run_id bigint, OUT stored bigint, OUT revised bigint,
                                 OUT repeated bigint, OUT failed bigint, OUT statements bigint)
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    PERFORM @extschema@.submit_file(corpus, rtrim(directory, '/') || '/' || f.file)
    FROM unnest(@extschema@.list_document_files(directory)) AS f (file)
    WHERE f.file LIKE name_like ORDER BY f.file;
    SELECT i.* INTO run_id, stored, revised, repeated, failed, statements
    FROM @extschema@.ingest(corpus, @extschema@.waiting_count(corpus)::integer) i;
END
$function$;
COMMENT ON FUNCTION ingest_directory(name, text, text) IS 'submit the files of a directory of the server, those whose names match, and ingest what waits';
