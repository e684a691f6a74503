-- 63_copies.sql: which stored document a new one is a copy of.
--
-- The table wording holds the sketch keys of the documents that are no copies themselves. A new document's keys are
-- looked up one by one, and of each only the first few documents are taken: so the search costs the same however
-- large the corpus is and however often a phrase ("subscribe to our newsletter") comes up in it. A phrase that more
-- than 16 documents have tells nothing, and is not noted for further ones. The 16 candidates that share the most keys
-- are then compared by their sketches.

-- What came with the second layout of a corpus beside the counts: wording, the mark of ingest, vectors of long texts.
CREATE FUNCTION create_corpus_copies(corpus name) RETURNS void
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
SET client_min_messages = warning
AS $function$
BEGIN
    PERFORM @extschema@.corpus_path(corpus);
    PERFORM set_config('search_path', format('%I, pg_catalog, pg_temp', corpus), true);

    CREATE SEQUENCE inbox_mark MINVALUE 0 START 0;
    COMMENT ON SEQUENCE inbox_mark IS 'the item that was last begun, so that one that ends its session is found out; used by ingest';

    CREATE TABLE wording (
        hash integer,
        document_id bigint,
        day date NOT NULL,
        PRIMARY KEY (hash, document_id)
    );
    COMMENT ON TABLE wording IS 'sketch_keys of the documents that are no copies: finds the original of a copy';

    ALTER TABLE documents ADD COLUMN searchable integer;
    ALTER TABLE documents DROP COLUMN IF EXISTS words, ADD COLUMN words tsvector
        GENERATED ALWAYS AS (@extschema@.document_words(headline, body, searchable)) STORED;
    CREATE INDEX documents_words ON documents USING gin (words);
    COMMENT ON COLUMN documents.searchable IS 'of a very long body, how many characters words holds; NULL: all of them';
    COMMENT ON COLUMN documents.words IS 'headline (weight A) and body for words @@ websearch_to_tsquery(''onrecord'', ...)';
    DROP INDEX IF EXISTS documents_sketch;
END
$function$;
COMMENT ON FUNCTION create_corpus_copies(name) IS 'make what ingest needs to find copies and to remember what it reads; used by create_corpus and upgrade_corpus';

-- The earliest stored document with mostly the same wording as this sketch; revisions of one url are not copies.
CREATE FUNCTION find_original(corpus name, sketch integer[], url text, OUT document_id bigint, OUT similarity real)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off -- tables that have just begun to grow look small enough to be read whole
AS $function$
#variable_conflict use_column
BEGIN
    PERFORM set_config('search_path', @extschema@.corpus_path(corpus), true);
    SELECT d.document_id, @extschema@.sketch_containment(find_original.sketch, d.sketch) INTO document_id, similarity
    FROM (SELECT f.document_id, f.day
          FROM unnest(@extschema@.sketch_keys(find_original.sketch)) AS k (hash)
          CROSS JOIN LATERAL (SELECT w.document_id, w.day FROM wording w WHERE w.hash = k.hash
                              ORDER BY w.document_id LIMIT 16) f
          GROUP BY f.document_id, f.day ORDER BY count(*) DESC, f.document_id LIMIT 16) c
    JOIN documents d ON d.document_id = c.document_id AND d.day = c.day
    WHERE (find_original.url IS NULL OR d.url IS DISTINCT FROM find_original.url)
      AND @extschema@.sketch_containment(find_original.sketch, d.sketch) >= (SELECT s.copy_similarity FROM corpus_settings s)
    ORDER BY d.document_id LIMIT 1;
END
$function$;
COMMENT ON FUNCTION find_original(name, integer[], text) IS 'the earliest document of a corpus, itself no copy and not of this url, with mostly the same wording as a sketch, and the share of it';

-- Makes a document findable for its copies, or no longer where it has become one or lost its wording.
CREATE FUNCTION note_wording(corpus name, document_id bigint, day date, old_sketch integer[], new_sketch integer[]) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off
AS $function$
#variable_conflict use_column
BEGIN
    PERFORM set_config('search_path', @extschema@.corpus_path(corpus), true);
    IF old_sketch IS NOT NULL THEN
        DELETE FROM wording w
        WHERE w.hash = ANY (@extschema@.sketch_keys(old_sketch)) AND w.document_id = note_wording.document_id;
    END IF;
    INSERT INTO wording (hash, document_id, day)
    SELECT k.hash, note_wording.document_id, note_wording.day
    FROM unnest(@extschema@.sketch_keys(new_sketch)) AS k (hash)
    WHERE (SELECT count(*) FROM (SELECT FROM wording w WHERE w.hash = k.hash LIMIT 16) w) < 16;
END
$function$;
COMMENT ON FUNCTION note_wording(name, bigint, date, integer[], integer[]) IS 'note by which sketch keys the copies of a document are found; used by ingest and reparse';
