-- 67_import_speakers.sql: people and their offices from lists that others keep. Bad rows are reported, not fatal.

-- The cells of one line of CSV; null where a quotation is not closed.
CREATE FUNCTION csv_cells(line text) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT CASE WHEN (length(line) - length(replace(line, '"', ''))) % 2 = 0 THEN
        (SELECT array_agg(CASE WHEN m[1] LIKE '"%' THEN replace(substr(m[1], 2, length(m[1]) - 2), '""', '"')
                               ELSE nullif(trim(m[1]), '') END ORDER BY n)
         FROM regexp_matches(line || ',', '("(?:[^"]|"")*"|[^",]*),', 'g') WITH ORDINALITY AS c (m, n)) END
$function$;
COMMENT ON FUNCTION csv_cells(text) IS 'the cells of a line of CSV; null where a quotation is not closed';

-- A day of the actor dictionaries, yymmdd or yyyymmdd; years up to 30 are of this century.
CREATE FUNCTION petrarch_day(digits text) RETURNS date
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    IF digits ~ '^\d{6}$' THEN
        digits := CASE WHEN left(digits, 2) <= '30' THEN '20' ELSE '19' END || digits;
    END IF;
    IF digits !~ '^\d{8}$' THEN
        RETURN NULL;
    END IF;
    RETURN make_date(left(digits, 4)::integer, substr(digits, 5, 2)::integer, right(digits, 2)::integer);
EXCEPTION
WHEN data_exception THEN
    RETURN NULL;
END
$function$;
COMMENT ON FUNCTION petrarch_day(text) IS 'a day as PETRARCH''s dictionaries write it: yymmdd or yyyymmdd; null for anything else';

-- The speaker of a name, made where there is none.
CREATE FUNCTION known_speaker(corpus name, name text, kind speaker_kind) RETURNS bigint
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
#variable_conflict use_column
DECLARE
    found_id bigint;
BEGIN
    PERFORM set_config('search_path', @extschema@.corpus_path(corpus), true);
    SELECT k.speaker_id INTO found_id FROM speakers k
    WHERE @extschema@.name_key(k.name) = @extschema@.name_key(known_speaker.name) AND k.kind = known_speaker.kind
    ORDER BY 1 LIMIT 1;
    IF found_id IS NULL THEN
        INSERT INTO speakers (name, kind) VALUES (known_speaker.name, known_speaker.kind)
        RETURNING speaker_id INTO found_id;
    END IF;
    RETURN found_id;
END
$function$;
COMMENT ON FUNCTION known_speaker(name, text, speaker_kind) IS 'the speaker of a name in a corpus, made where there is none; used by import_speakers';

-- CSV: a line of column names, of which name is needed and kind, title, organisation, held_from and held_to are known.
-- held_to is the last day.
CREATE FUNCTION import_speakers(corpus name, csv text, OUT line integer, OUT problem text) RETURNS SETOF record
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
#variable_conflict use_column
DECLARE
    entry record;
    columns text[];
    cells text[];
    fields jsonb;
    speaker bigint;
BEGIN
    PERFORM set_config('search_path', @extschema@.corpus_path(corpus), true);
    FOR entry IN SELECT l.text, l.n::integer FROM regexp_split_to_table(ltrim(csv, U&'\FEFF'), '\r?\n') WITH ORDINALITY AS l (text, n)
                 WHERE l.text ~ '\S' LOOP
        line := entry.n;
        cells := @extschema@.csv_cells(entry.text);
        IF columns IS NULL THEN
            columns := cells;
            IF 'name' <> ALL (columns) OR columns IS NULL THEN
                RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value',
                    MESSAGE = 'the first line of the CSV names no column "name"',
                    HINT = 'Columns are name, kind, title, organisation, held_from and held_to.';
            END IF;
            CONTINUE;
        END IF;
        BEGIN
            IF cells IS NULL OR cardinality(cells) <> cardinality(columns) THEN
                RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value',
                    MESSAGE = format('%s cells, but %s columns', coalesce(cardinality(cells), 0), cardinality(columns));
            END IF;
            SELECT jsonb_object_agg(c.name, c.cell) INTO fields FROM unnest(columns, cells) AS c (name, cell);
            IF fields ->> 'name' IS NULL THEN
                RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value', MESSAGE = 'the name is empty';
            END IF;
            speaker := @extschema@.known_speaker(corpus, fields ->> 'name',
                                                 coalesce(fields ->> 'kind', 'person')::@extschema@.speaker_kind);
            INSERT INTO offices (speaker_id, title, organisation, held)
            SELECT speaker, n.title, n.organisation, n.held
            FROM (SELECT fields ->> 'title', fields ->> 'organisation',
                         daterange((fields ->> 'held_from')::date, (fields ->> 'held_to')::date, '[]')) n (title, organisation, held)
            WHERE coalesce(n.title, n.organisation) IS NOT NULL
              AND NOT EXISTS (SELECT FROM offices o WHERE o.speaker_id = speaker AND o.held = n.held
                              AND (o.title, o.organisation) IS NOT DISTINCT FROM (n.title, n.organisation));
        EXCEPTION
        WHEN data_exception THEN
            problem := sqlerrm;
            RETURN NEXT;
        END;
    END LOOP;
END
$function$;
COMMENT ON FUNCTION import_speakers(name, text) IS 'add speakers and offices from CSV with the columns name, kind, title, organisation, held_from, held_to; the rows that could not be read';

-- PETRARCH's actor dictionaries: NAME_ or +OTHER_NAME_, then codes in brackets with the days they hold.
CREATE FUNCTION import_petrarch_actors(corpus name, dictionary text, OUT line integer, OUT problem text) RETURNS SETOF record
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
#variable_conflict use_column
DECLARE
    entry record;
    code record;
    actor text;
    speaker bigint;
    first_day date;
    last_day date;
BEGIN
    PERFORM set_config('search_path', @extschema@.corpus_path(corpus), true);
    FOR entry IN SELECT regexp_replace(l.text, '\s*[;#].*$', '') AS text, l.n::integer
                 FROM regexp_split_to_table(dictionary, '\r?\n') WITH ORDINALITY AS l (text, n) LOOP
        line := entry.n;
        IF entry.text ~ '^[^\s\[+]' THEN
            actor := initcap(trim(translate(split_part(entry.text, '[', 1), '_', ' ')));
            speaker := @extschema@.known_speaker(corpus, actor, 'person');
        ELSIF entry.text ~ '\S' AND speaker IS NULL THEN
            problem := 'a code or another name before the first actor';
            RETURN NEXT;
            CONTINUE;
        ELSIF entry.text ~ '^\+' AND NOT EXISTS (SELECT FROM @extschema@.onrecord_aliases a
                WHERE a.alias = initcap(trim(translate(substr(split_part(entry.text, '[', 1), 2), '_', ' ')))) THEN
            INSERT INTO @extschema@.onrecord_aliases (alias, name, kind)
            VALUES (initcap(trim(translate(substr(split_part(entry.text, '[', 1), 2), '_', ' '))), actor, 'person');
        END IF;
        FOR code IN SELECT m[1] AS agent, m[2] AS before_after, m[3] AS first, m[4] AS last, m[5] AS rest
                    FROM regexp_matches(entry.text, '\[\s*([A-Z0-9~]+)\s*([<>])?(\d+)?(?:-(\d+))?\s*([^\]]*)\]', 'g') m LOOP
            first_day := CASE WHEN code.before_after IS DISTINCT FROM '<' THEN @extschema@.petrarch_day(code.first) END;
            last_day := CASE WHEN code.before_after = '<' THEN @extschema@.petrarch_day(code.first)
                             WHEN code.before_after IS NULL THEN @extschema@.petrarch_day(code.last) END;
            IF code.rest <> '' OR (code.first IS NOT NULL AND first_day IS NULL AND last_day IS NULL)
               OR (code.last IS NOT NULL AND last_day IS NULL) OR last_day < first_day THEN
                problem := format('the days of [%s] cannot be read', code.agent);
                RETURN NEXT;
                CONTINUE;
            END IF;
            INSERT INTO offices (speaker_id, organisation, held)
            SELECT speaker, code.agent, daterange(first_day, last_day, '[]')
            WHERE NOT EXISTS (SELECT FROM offices o WHERE o.speaker_id = speaker AND o.organisation = code.agent
                              AND o.held = daterange(first_day, last_day, '[]'));
        END LOOP;
        IF entry.text ~ '\[' AND entry.text !~ '\[\s*[A-Z0-9~]+\s*[^\]]*\]' THEN
            problem := 'a code that cannot be read';
            RETURN NEXT;
        END IF;
    END LOOP;
END
$function$;
COMMENT ON FUNCTION import_petrarch_actors(name, text) IS 'add speakers, their other names and the codes they held, with dates, from an actor dictionary of PETRARCH; the lines that could not be read';
