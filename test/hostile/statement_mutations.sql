-- statement_mutations.sql: input trusts nothing. Valid messages are bent in many ways and handed to COPY BINARY, every
-- fourth as text to the input function: each is refused with an error that fits, or what it becomes is a statement like
-- any other: it reads back from its own text and binary forms, sends the very bytes that came in, and can be indexed,
-- searched and sorted.
--
--   psql -v mutations=10000 -v seed=1 -v file=/path/a/server/can/write -f statement_mutations.sql
--
-- Prints one line: mutations made, refused, accepted, and wrongly accepted or wrongly refused ones.
\set QUIET on
\pset tuples_only on
\pset format unaligned
SET client_min_messages = warning;
SELECT setseed(1.0 / (1 + :seed)) \g /dev/null

CREATE TEMP TABLE sound (id serial, message bytea);
INSERT INTO sound (message) SELECT statement_send(s) FROM unnest(ARRAY[
    '{}',
    '{"speaker": "Ilse Marn", "speaker_kind": "person", "title": "spokesperson", "organisation": "Ministry of Tides", "addressee": "reporters", "target": "Vardia", "cue": "tell", "act": "deny", "mode": "mixed", "said": "2025-02", "content": "the ministry « has not » paid", "quoted": [[13, 24]], "spans": [[100, 112], [130, 147]], "language": "en", "nested": false, "answers": 3, "confidence": 0.9}',
    '{"speaker": "海关总署", "speaker_kind": "body", "cue": "表示", "act": "reject", "mode": "direct", "said": "2025-01-13", "content": "不接受任何指责", "quoted": [[0, 3], [4, 7]], "language": "zh", "nested": true, "answers": 2147483647, "confidence": 1}',
    '{"said": "0001"}', '{"said": "9999-12-31"}', '{"confidence": 0, "quoted": [], "spans": []}',
    '{"content": "a", "quoted": [[0, 1]], "spans": [[2147483646, 2147483647]]}',
    '{"act": "intend", "nested": true}']::statement[]) s;
INSERT INTO sound (message)
SELECT statement_send(statement(speaker => repeat('ebb ', g), content => repeat('flow ', 40 * g), language => 'en',
    quoted => (SELECT range_agg(int4range(7 * i, 7 * i + 3)) FROM generate_series(0, 5 * g) i), answers => g))
FROM generate_series(1, 12, 3) g;

CREATE TEMP TABLE tally (mutations int, refused int, accepted int, wrong int, first_wrong text);
CREATE TEMP TABLE received (s statement);
CREATE TEMP TABLE kept (s statement);
CREATE INDEX ON kept USING gin (s);
CREATE INDEX ON kept USING hash (s);

CREATE FUNCTION pg_temp.any_byte() RETURNS int LANGUAGE sql AS $$
    SELECT (ARRAY[0, 1, 2, 3, 4, 127, 128, 254, 255, floor(random() * 256)::int, floor(random() * 256)::int])[1 + floor(random() * 11)::int] $$;

-- Four bytes that a count, a length, a date or a bound may be taken for.
CREATE FUNCTION pg_temp.any_word() RETURNS bytea LANGUAGE sql AS $$
    SELECT (ARRAY['\x00000000', '\xffffffff', '\x7fffffff', '\x80000000', '\x00000001', '\x7ffffffc', '\x3fffffff', '\x0001ffff',
        '\x00020000', int4send(floor(random() * 300)::int), int4send(floor(random() * 2147483647)::int)]::bytea[])[1 + floor(random() * 11)::int] $$;

CREATE FUNCTION pg_temp.bend(message bytea, other bytea) RETURNS bytea LANGUAGE plpgsql AS $$
DECLARE
    length int := octet_length(message);
    at int := floor(random() * length);
BEGIN
    CASE floor(random() * 10)::int
        WHEN 0 THEN RETURN set_bit(message, floor(random() * length * 8)::int, floor(random() * 2)::int);
        WHEN 1 THEN RETURN set_byte(message, at, pg_temp.any_byte());
        WHEN 2 THEN RETURN substr(message, 1, at);                                                          -- truncated
        WHEN 3 THEN RETURN overlay(message PLACING pg_temp.any_word() FROM at + 1 FOR least(4, length - at)); -- counts, offsets
        WHEN 4 THEN RETURN overlay(message PLACING set_byte('\x00', 0, pg_temp.any_byte()) FROM at + 1 FOR 0); -- inserted
        WHEN 5 THEN RETURN overlay(message PLACING '' FROM at + 1 FOR 1 + floor(random() * 8)::int);           -- left out
        WHEN 6 THEN RETURN message || substr(other, 1, floor(random() * octet_length(other))::int);           -- trailing
        WHEN 7 THEN RETURN substr(message, 1, at) || substr(other, 1 + floor(random() * octet_length(other))::int); -- spliced
        WHEN 8 THEN RETURN set_byte(message, least(floor(random() * 5)::int, length - 1), pg_temp.any_byte());   -- version, keys
        ELSE RETURN set_byte(message, at, 0);                                                               -- NUL bytes
    END CASE;
END $$;

-- COPY BINARY of a bytea writes what COPY BINARY of a statement reads.
CREATE FUNCTION pg_temp.receive(message bytea, file text) RETURNS statement LANGUAGE plpgsql AS $$
DECLARE result statement;
BEGIN
    EXECUTE format('COPY (SELECT %L::bytea) TO %L WITH (FORMAT binary)', message, file);
    DELETE FROM received;
    EXECUTE format('COPY received FROM %L WITH (FORMAT binary)', file);
    SELECT s INTO result FROM received;
    RETURN result;
END $$;

CREATE TEMP TABLE sound_text AS SELECT id, convert_to(pg_temp.receive(message, :'file')::text, 'UTF8') AS message FROM sound;

CREATE FUNCTION pg_temp.is_like_any_other(s statement, message bytea) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO kept VALUES (s);
    -- One exception: the sign of a zero confidence is not kept.
    RETURN s::text::statement = s AND s::jsonb::statement = s AND s @> s AND statement_cmp(s, s) = 0
        AND (statement_send(s) = message OR confidence(s) = 0)
        AND tsvector(s) IS NOT NULL AND length(content(s)) IS DISTINCT FROM 0 AND NOT s @@ 'nowhere'
        AND (quoted(s) IS NULL OR quoted(s) <@ coalesce(int4multirange(int4range(0, length(content(s)))), '{}'));
END $$;

CREATE PROCEDURE pg_temp.try_all(mutations int, file text) LANGUAGE plpgsql AS $$
DECLARE
    count int := (SELECT count(*) FROM sound);
    message bytea;
    result statement;
    outcome text;
    as_text boolean;
    refused int := 0;
    accepted int := 0;
    wrong int := 0;
    first_wrong text;
BEGIN
    FOR i IN 1 .. mutations LOOP
        as_text := i % 4 = 0;
        message := (SELECT CASE WHEN as_text THEN t.message ELSE s.message END FROM sound s JOIN sound_text t USING (id)
                    WHERE id = 1 + i % count);
        FOR again IN 1 .. 1 + floor(random() * 3)::int LOOP
            message := pg_temp.bend(message, (SELECT s.message FROM sound s WHERE id = 1 + (i * 7 + again) % count));
            EXIT WHEN octet_length(message) = 0;
        END LOOP;
        BEGIN
            IF as_text THEN
                result := convert_from(message, 'UTF8')::statement;
                message := statement_send(result);
            ELSE
                result := pg_temp.receive(message, file);
            END IF;
            outcome := CASE WHEN pg_temp.is_like_any_other(result, message) THEN 'accepted' ELSE 'accepted, but broken' END;
        EXCEPTION
            WHEN invalid_binary_representation OR protocol_violation OR character_not_in_repertoire THEN
                outcome := 'refused';
            WHEN invalid_text_representation OR untranslatable_character OR duplicate_json_object_key_value THEN
                outcome := CASE WHEN as_text THEN 'refused' ELSE 'refused as text: ' || SQLERRM END;
            WHEN OTHERS THEN
                outcome := 'refused with ' || SQLSTATE || ': ' || SQLERRM;
        END;
        refused := refused + (outcome = 'refused')::int;
        accepted := accepted + (outcome = 'accepted')::int;
        IF outcome NOT IN ('accepted', 'refused') THEN
            wrong := wrong + 1;
            first_wrong := coalesce(first_wrong, outcome || ' ' || message::text);
        END IF;
        IF i % 500 = 0 THEN
            TRUNCATE received;
            COMMIT;
        END IF;
    END LOOP;
    INSERT INTO tally VALUES (mutations, refused, accepted, wrong, first_wrong);
END $$;

-- First, nothing bent: everything sound comes back.
SELECT count(*) FILTER (WHERE pg_temp.is_like_any_other(pg_temp.receive(message, :'file'), message)) = count(*) AS all_sound FROM sound \gset
CALL pg_temp.try_all(:mutations, :'file');
SELECT format('sound %s, %s mutations, %s refused, %s accepted, %s wrong %s', :'all_sound', mutations, refused, accepted, wrong, first_wrong) FROM tally;
