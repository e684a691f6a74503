-- 64_speakers.sql: from names to people and bodies.
--
-- A name is linked if it can mean one speaker only. In this order: what a person has decided; the one speaker of that
-- name, or of another name of the same in onrecord_aliases; of several, the one whose office on the day of the statement is
-- that of the statement. A full name that nobody has yet becomes a speaker. All else stays unlinked and is listed in
-- the view unlinked_speakers; decide_speaker settles it.
--
-- Statements are linked when they are stored, to the speakers there are. New speakers are made at the end of a batch,
-- by one session at a time, or two sessions would both make one of a new name.

-- The speaker that a statement of a document of some day means; NULL where nobody has the name or several could be meant.
CREATE FUNCTION speaker_of(corpus name, statement statement, day date) RETURNS bigint
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
#variable_conflict use_variable
DECLARE
    -- A function with a name among its arguments compares as names do, with which no index on text helps.
    said_by CONSTANT text COLLATE "default" := @extschema@.speaker(statement);
    kind CONSTANT @extschema@.speaker_kind := @extschema@.speaker_kind(statement);
    organisation CONSTANT text COLLATE "default" := @extschema@.organisation(statement);
    key text COLLATE "default";
    namesakes bigint;
    meant bigint;
BEGIN
    IF said_by IS NULL OR kind = 'unnamed' THEN
        RETURN NULL;
    END IF;
    PERFORM set_config('search_path', @extschema@.corpus_path(corpus), true);
    SELECT d.speaker_id INTO meant FROM speaker_decisions d
    WHERE d.speaker = said_by AND d.organisation IN (coalesce(organisation, ''), '')
    ORDER BY d.organisation DESC LIMIT 1;
    IF FOUND THEN
        RETURN meant;
    END IF;
    -- Of rows by several of its names, those by the name that the others are aliases of are meant.
    key := @extschema@.name_key(@extschema@.canonical_name(said_by));
    SELECT count(*), min(k.speaker_id) INTO namesakes, meant
    FROM speakers k WHERE @extschema@.name_key(k.name) = key AND k.kind = kind;
    IF namesakes = 0 THEN
        SELECT CASE WHEN count(DISTINCT k.speaker_id) = 1 THEN min(k.speaker_id) END INTO meant
        FROM @extschema@.names_of(said_by) other JOIN speakers k ON @extschema@.name_key(k.name) = @extschema@.name_key(other)
        WHERE k.kind = kind;
    ELSIF namesakes > 1 THEN
        SELECT CASE WHEN count(DISTINCT k.speaker_id) = 1 THEN min(k.speaker_id) END INTO meant
        FROM speakers k JOIN offices o USING (speaker_id)
        WHERE @extschema@.name_key(k.name) = key AND k.kind = kind
          AND o.held @> coalesce(lower(@extschema@.said(statement)), day)
          AND (lower(o.organisation) = lower(organisation) OR lower(o.title) = lower(@extschema@.title(statement)));
    END IF;
    RETURN meant;
END
$function$;
COMMENT ON FUNCTION speaker_of(name, statement, date) IS 'the speaker that a statement in a document of some day means; null where nobody has the name or several could be meant';

-- Makes speakers of the full names in these documents that nobody has yet.
CREATE FUNCTION add_speakers(corpus name, documents bigint[], days date[]) RETURNS void
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
#variable_conflict use_column
DECLARE
    new_names text[] COLLATE "default";
    kinds @extschema@.speaker_kind[];
BEGIN
    PERFORM set_config('search_path', @extschema@.corpus_path(corpus), true);
    SELECT array_agg(n.name ORDER BY n.name), array_agg(n.kind ORDER BY n.name) INTO new_names, kinds
    FROM (SELECT DISTINCT ON (@extschema@.name_key(f.name), f.kind) f.name, f.kind
          FROM (SELECT DISTINCT @extschema@.speaker(s.statement) AS speaker, @extschema@.speaker_kind(s.statement) AS kind
                FROM unnest(documents, days) AS d (document_id, day)
                JOIN statements s ON s.document_id = d.document_id AND s.day = d.day
                WHERE s.speaker_id IS NULL) u
          CROSS JOIN LATERAL (SELECT @extschema@.canonical_name(u.speaker) AS name, u.kind OFFSET 0) f
          WHERE (f.kind = 'body' OR f.kind = 'person' AND (f.name ~ '\S\s+\S' OR f.name ~ '^[\u4e00-\u9fff]{2,}$' OR f.name ~ '[\u00b7\u30fb]'))
            AND NOT EXISTS (SELECT FROM speaker_decisions o WHERE o.speaker = u.speaker)
          ORDER BY @extschema@.name_key(f.name), f.kind, f.name) n
    WHERE NOT EXISTS (SELECT FROM @extschema@.names_of(n.name) other
                      JOIN speakers k ON @extschema@.name_key(k.name) = @extschema@.name_key(other) AND k.kind = n.kind);
    IF new_names IS NULL THEN
        RETURN;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('onrecord speakers of ' || corpus, 0));
    INSERT INTO speakers (name, kind)
    SELECT n.name, n.kind FROM unnest(new_names, kinds) AS n (name, kind)
    WHERE NOT EXISTS (SELECT FROM speakers k WHERE @extschema@.name_key(k.name) = @extschema@.name_key(n.name) AND k.kind = n.kind);
END
$function$;
COMMENT ON FUNCTION add_speakers(name, bigint[], date[]) IS 'make speakers of the new full names in the unlinked statements of some documents; used by ingest';

CREATE FUNCTION link_documents(corpus name, documents bigint[], days date[]) RETURNS bigint
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
-- As in ingest_item: what is planned for small tables has to be right for large ones.
SET enable_seqscan = off
SET jit = off
AS $function$
#variable_conflict use_column
DECLARE
    linked bigint;
BEGIN
    PERFORM set_config('search_path', @extschema@.corpus_path(corpus), true);
    PERFORM @extschema@.add_speakers(corpus, documents, days);
    UPDATE statements s SET speaker_id = n.speaker_id
    FROM (SELECT u.statement_id, u.day, @extschema@.speaker_of(corpus, u.statement, u.day) AS speaker_id
          FROM unnest(documents, days) AS d (document_id, day)
          JOIN statements u ON u.document_id = d.document_id AND u.day = d.day
          WHERE u.speaker_id IS NULL OFFSET 0) n
    WHERE s.statement_id = n.statement_id AND s.day = n.day AND n.speaker_id IS NOT NULL;
    GET DIAGNOSTICS linked = ROW_COUNT;
    RETURN linked;
END
$function$;
COMMENT ON FUNCTION link_documents(name, bigint[], date[]) IS 'link the unlinked statements of some documents; used by ingest';

-- Two rows of speakers are one where the name of one is an alias of the other's: they were made before the alias was.
-- What people have said of a row (offices, decisions) keeps it apart.
CREATE FUNCTION join_speakers(corpus name) RETURNS bigint
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    pair record;
    moved bigint;
    joined bigint := 0;
BEGIN
    PERFORM set_config('search_path', @extschema@.corpus_path(corpus), true);
    PERFORM pg_advisory_xact_lock(hashtextextended('onrecord speakers of ' || corpus, 0));
    FOR pair IN
        SELECT other.speaker_id AS gone, min(main.speaker_id) AS kept
        FROM speakers other
        CROSS JOIN LATERAL (SELECT @extschema@.canonical_name(other.name) AS name OFFSET 0) c
        JOIN speakers main ON @extschema@.name_key(main.name) = @extschema@.name_key(c.name) AND main.kind = other.kind
        WHERE @extschema@.name_key(c.name) <> @extschema@.name_key(other.name)
          AND NOT EXISTS (SELECT FROM offices o WHERE o.speaker_id = other.speaker_id)
          AND NOT EXISTS (SELECT FROM speaker_decisions d WHERE d.speaker_id = other.speaker_id)
        GROUP BY 1 HAVING count(*) = 1
    LOOP
        UPDATE statements s SET speaker_id = pair.kept WHERE s.speaker_id = pair.gone;
        GET DIAGNOSTICS moved = ROW_COUNT;
        DELETE FROM speakers k WHERE k.speaker_id = pair.gone;
        joined := joined + moved;
    END LOOP;
    RETURN joined;
END
$function$;
COMMENT ON FUNCTION join_speakers(name) IS 'join speakers whose name has become an alias of another speaker''s; returns how many statements moved; used by link_speakers';

CREATE FUNCTION link_speakers(corpus name) RETURNS bigint
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    PERFORM set_config('search_path', @extschema@.corpus_path(corpus), true);
    RETURN @extschema@.join_speakers(corpus)
        + (SELECT coalesce(@extschema@.link_documents(corpus, array_agg(u.document_id), array_agg(u.day)), 0)
           FROM (SELECT DISTINCT s.document_id, s.day FROM statements s WHERE s.speaker_id IS NULL) u);
END
$function$;
COMMENT ON FUNCTION link_speakers(name) IS 'link the statements that are not linked to the speakers that their names mean, by any of their names in onrecord_aliases; ambiguous names stay unlinked';

CREATE FUNCTION decide_speaker(corpus name, speaker text, speaker_id bigint, organisation text DEFAULT '') RETURNS bigint
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
#variable_conflict use_column
DECLARE
    changed bigint;
BEGIN
    PERFORM set_config('search_path', @extschema@.corpus_path(corpus), true);
    INSERT INTO speaker_decisions (speaker, organisation, speaker_id)
    VALUES (decide_speaker.speaker, coalesce(decide_speaker.organisation, ''), decide_speaker.speaker_id)
    ON CONFLICT (speaker, organisation) DO UPDATE
    SET speaker_id = excluded.speaker_id, decided_by = current_user, decided = clock_timestamp();
    UPDATE statements s SET speaker_id = decide_speaker.speaker_id
    WHERE @extschema@.speaker(s.statement) = decide_speaker.speaker COLLATE "default"
      AND coalesce(decide_speaker.organisation, '') IN ('', @extschema@.organisation(s.statement))
      AND s.speaker_id IS DISTINCT FROM decide_speaker.speaker_id;
    GET DIAGNOSTICS changed = ROW_COUNT;
    RETURN changed;
END
$function$;
COMMENT ON FUNCTION decide_speaker(name, text, bigint, text) IS 'say who is meant by a name (of an organisation, or of all): for the statements there are and those to come; NULL: nobody in the table';
