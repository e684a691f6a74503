-- 64_speakers.sql: from names to people and bodies.
--
-- A name is linked if it can mean one speaker only. In this order: what a person has decided; the one speaker of that
-- name (or of the name that an alias stands for); of several, the one whose office on the day of the statement is
-- that of the statement. A full name that nobody has yet becomes a speaker. All else stays unlinked and is listed in
-- the view unlinked_speakers; decide_speaker settles it.

CREATE FUNCTION link_speakers(corpus name, run bigint DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    linked bigint;
BEGIN
    PERFORM set_config('search_path', @extschema@.corpus_path(corpus), true);
    -- One session at a time, or two would both make a speaker of a new name.
    PERFORM pg_advisory_xact_lock(hashtextextended('onrecord speakers of ' || corpus, 0));
    CREATE TEMPORARY TABLE onrecord_names ON COMMIT DROP AS
        SELECT s.statement_id, s.day, n.speaker, coalesce(a.name, n.speaker) AS name, n.kind,
               coalesce(@extschema@.organisation(s.statement), '') AS organisation,
               coalesce(@extschema@.title(s.statement), '') AS title,
               coalesce(lower(@extschema@.said(s.statement)), s.day) AS said,
               NULL::bigint AS speaker_id, false AS settled
        FROM statements s
        CROSS JOIN LATERAL (SELECT @extschema@.speaker(s.statement) AS speaker,
                                   @extschema@.speaker_kind(s.statement) AS kind OFFSET 0) n
        LEFT JOIN LATERAL (SELECT al.name FROM @extschema@.onrecord_aliases al
                           WHERE al.alias = n.speaker AND al.name IS NOT NULL ORDER BY al.shipped LIMIT 1) a ON true
        WHERE s.speaker_id IS NULL AND n.speaker IS NOT NULL AND n.kind <> 'unnamed'
          AND (run IS NULL OR s.document_id IN (SELECT d.document_id FROM documents d WHERE d.run_id = run));

    UPDATE pg_temp.onrecord_names n SET speaker_id = d.speaker_id, settled = true
    FROM speaker_decisions d
    WHERE d.speaker = n.speaker
      AND (d.organisation = n.organisation
           OR d.organisation = '' AND NOT EXISTS (SELECT FROM speaker_decisions o WHERE o.speaker = n.speaker
                                                  AND o.organisation = n.organisation AND n.organisation <> ''));

    INSERT INTO speakers (name, kind)
    SELECT DISTINCT ON (lower(n.name), n.kind) n.name, n.kind
    FROM pg_temp.onrecord_names n
    WHERE NOT n.settled
      AND (n.kind = 'body' OR n.name ~ '\S\s+\S' OR n.name ~ '^[\u4e00-\u9fff]{2,}$' OR n.name ~ '·')
      AND NOT EXISTS (SELECT FROM speakers k WHERE lower(k.name) = lower(n.name) AND k.kind = n.kind)
    ORDER BY lower(n.name), n.kind, n.name;

    UPDATE pg_temp.onrecord_names n SET speaker_id = c.speaker_id
    FROM (SELECT lower(k.name) AS name, k.kind, min(k.speaker_id) AS speaker_id
          FROM speakers k GROUP BY 1, 2 HAVING count(*) = 1) c
    WHERE NOT n.settled AND c.name = lower(n.name) AND c.kind = n.kind;

    UPDATE pg_temp.onrecord_names n SET speaker_id = c.speaker_id
    FROM (SELECT m.statement_id, m.day, min(k.speaker_id) AS speaker_id
          FROM pg_temp.onrecord_names m JOIN speakers k ON lower(k.name) = lower(m.name) AND k.kind = m.kind
          WHERE NOT m.settled AND m.speaker_id IS NULL
            AND EXISTS (SELECT FROM offices o WHERE o.speaker_id = k.speaker_id AND o.held @> m.said
                        AND (lower(o.organisation) = lower(m.organisation) OR lower(o.title) = lower(m.title)))
          GROUP BY 1, 2 HAVING count(*) = 1) c
    WHERE n.statement_id = c.statement_id AND n.day = c.day;

    UPDATE statements s SET speaker_id = n.speaker_id
    FROM pg_temp.onrecord_names n
    WHERE s.statement_id = n.statement_id AND s.day = n.day AND n.speaker_id IS NOT NULL;
    GET DIAGNOSTICS linked = ROW_COUNT;
    DROP TABLE pg_temp.onrecord_names;
    RETURN linked;
END
$function$;
COMMENT ON FUNCTION link_speakers(name, bigint) IS 'link the statements of a run, or all, to the speakers that their names mean; ambiguous names stay unlinked';

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
    WHERE @extschema@.speaker(s.statement) = decide_speaker.speaker
      AND coalesce(decide_speaker.organisation, '') IN ('', @extschema@.organisation(s.statement))
      AND s.speaker_id IS DISTINCT FROM decide_speaker.speaker_id;
    GET DIAGNOSTICS changed = ROW_COUNT;
    RETURN changed;
END
$function$;
COMMENT ON FUNCTION decide_speaker(name, text, bigint, text) IS 'say who is meant by a name (of an organisation, or of all): for the statements there are and those to come; NULL: nobody in the table';
